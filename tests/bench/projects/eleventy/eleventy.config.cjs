module.exports = function (config) {
  config.addGlobalData("layout", "page.njk");
  return {
    dir: { input: "docs", includes: "../layouts", layouts: "../layouts", output: "site" },
    markdownTemplateEngine: false,
    templateFormats: ["md"],
  };
};
