// On paper a proof is open where its reader opened it. Material opens them all, so those are closed again.
const proofs = () => document.querySelectorAll(".okr details");
let opened = null;

const restore = () => {
  if (opened) for (const proof of proofs()) proof.open = opened.has(proof);
};

addEventListener("beforeprint", () => (opened = new Set([...proofs()].filter((proof) => proof.open))), true);
addEventListener("beforeprint", restore);
matchMedia("print").addEventListener("change", restore);
addEventListener("afterprint", () => {
  restore();
  opened = null;
});
