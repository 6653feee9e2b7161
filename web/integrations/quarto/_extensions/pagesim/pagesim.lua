-- {{< pagesim page-fault experiment="store" panels="source,screen" >}}: a lab in a page or a slide, a link elsewhere.
-- {{< pagesim b2-mapping assignment question="split" >}}: a question of an assignment.
--
-- Where the site is stands in _quarto.yml, or in the document's own head:
--
--   pagesim:
--     url: https://example.org/pagesim/

local ATTRIBUTES = { "experiment", "step", "panels", "theme", "address", "at", "question", "mode", "code", "title", "height", "fit" }
local FLAGS = { eager = true }

-- Shortcodes get lists of inlines; what is not there is an empty one.
local function text(value)
  if value == nil then return "" end
  return pandoc.utils.stringify(value)
end

local function escaped(value)
  local found = value:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub('"', "&quot;")
  return found
end

local function encoded(value)
  local found = value:gsub("[^%w%-%._~]", function(char) return string.format("%%%02X", string.byte(char)) end)
  return found
end

-- What the shortcode was told: {lab = ..., or assignment = ..., others}, and the attributes' names in order.
local function read(args, kwargs)
  local asked, order = {}, {}
  local function set(name, value)
    if value ~= "" and asked[name] == nil then
      asked[name] = value
      order[#order + 1] = name
    end
  end
  local first, kind = text(args[1]), "lab"
  for at = 2, #args do
    local word = text(args[at])
    if word == "assignment" then kind = "assignment" end
    if FLAGS[word] then set(word, word) end
  end
  set(kind, first)
  for _, name in ipairs(ATTRIBUTES) do set(name, text(kwargs[name])) end
  return asked, order
end

-- The address of the page that has it to itself.
local function link(base, asked)
  local page, names = "index.html", { { "lab", "lab" }, { "experiment", "experiment" }, { "step", "experiment" }, { "address", "address" }, { "at", "at" } }
  if asked.assignment ~= nil then page, names = "homework.html", { { "assignment", "a" }, { "question", "q" } } end
  local parts = {}
  for _, pair in ipairs(names) do
    if asked[pair[1]] ~= nil then parts[#parts + 1] = pair[2] .. "=" .. encoded(asked[pair[1]]) end
  end
  local query = table.concat(parts, "&")
  local code = asked.code or ""
  if code ~= "" then
    local is_link = code:match("^1%.[%w_%-]+$") or code:match("^s=%S+$")
    code = "#" .. (is_link and code or "main=" .. encoded(code))
  end
  return base .. page .. (query ~= "" and "?" .. query or "") .. code
end

local function wrong(sentence)
  quarto.log.warning("pagesim: " .. sentence)
  return pandoc.Strong({ pandoc.Str("pagesim: " .. sentence) })
end

local function shortcode(args, kwargs, meta, raw_args, context)
  local said = meta["pagesim"]
  local base = type(said) == "table" and text(said["url"]) or ""
  if base == "" then
    return wrong("say in _quarto.yml where the site is, as pagesim: with url: https://…/pagesim/ below it.")
  end
  base = base:gsub("/*$", "") .. "/"
  local asked, order = read(args, kwargs)
  local title = asked.title or "pagesim: " .. (asked.assignment or asked.lab or "page-fault")
  local address = link(base, asked)
  if not quarto.doc.is_format("html:js") then
    local found = pandoc.Link({ pandoc.Str(title) }, address)
    return context == "inline" and found or pandoc.Para({ found })
  end
  quarto.doc.add_html_dependency({ name = "pagesim", version = "0.2.0", scripts = { "page-sim.js" } })
  local parts = { "<page-sim base=\"" .. escaped(base) .. "\"" }
  for _, name in ipairs(order) do
    parts[#parts + 1] = FLAGS[name] and name or name .. '="' .. escaped(asked[name]) .. '"'
  end
  local html = table.concat(parts, " ") .. '><a href="' .. escaped(address) .. '">' .. escaped(title) .. "</a></page-sim>"
  return context == "inline" and pandoc.RawInline("html", html) or pandoc.RawBlock("html", html)
end

return { ["pagesim"] = shortcode }
