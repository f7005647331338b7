"""Teams lie below themselves.

Why:
The organisation is a tree: following the parents has to end at the root, which has none.

Bad:
okr: team
id: booking
parent: product
---
okr: team
id: product
parent: booking

Good:
okr: team
id: booking
parent: product
---
okr: team
id: product
parent: company
"""
