#include "CTemplates.h"

// One `#embed` a file: no cost in compile time, and a rebuild where the file changes.

static const unsigned char page_html[] = {
#embed "../../templates/page.html"
};

static const unsigned char index_html[] = {
#embed "../../templates/index.html"
};

static const unsigned char style_css[] = {
#embed "../../templates/style.css"
};

static const unsigned char script_js[] = {
#embed "../../templates/script.js"
};

static const unsigned char analysis_md[] = {
#embed "../../templates/starters/analysis.md"
};

static const unsigned char architecture_md[] = {
#embed "../../templates/starters/architecture.md"
};

static const struct limn_template files[] = {
  { "page.html", page_html, sizeof page_html },
  { "index.html", index_html, sizeof index_html },
  { "style.css", style_css, sizeof style_css },
  { "script.js", script_js, sizeof script_js },
  { "starters/analysis.md", analysis_md, sizeof analysis_md },
  { "starters/architecture.md", architecture_md, sizeof architecture_md },
};

size_t limn_template_count(void) { return sizeof files / sizeof files[0]; }

struct limn_template limn_template_at(size_t index) {
  return files[index < limn_template_count() ? index : 0];
}
