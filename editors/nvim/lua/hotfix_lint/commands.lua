--- What the `:Hotfix…` commands do. Documents are changed by the server, where undo is one step; what is about no open
--- document is asked of the command line, which needs no server.
local server = require('hotfix_lint.server')

local M = {}

--- Has the server execute one of its commands on the current buffer.
---@param command string
---@param arguments? table
local function execute(command, arguments)
  local buffer = vim.api.nvim_get_current_buf()
  local client = server.client(buffer)
  if not client then
    server.tell(server.missing() or 'no server looks at this buffer')
    return
  end
  local argument = { uri = vim.uri_from_bufnr(buffer) }
  local params =
    { command = command, arguments = { vim.tbl_extend('error', argument, arguments or {}) } }
  server.request(client, buffer, 'workspace/executeCommand', params, function(error)
    if error then
      server.tell(error.message)
    end
  end)
end

--- Runs the program and gives what it prints; what went wrong is told.
---@param arguments string[]
---@param folder string
---@param use fun(lines: string[])
local function run(arguments, folder, use)
  local missing = server.missing()
  if missing then
    server.tell(missing)
    return
  end
  local words = server.command_line(arguments)
  vim.system(words, { text = true, cwd = folder }, function(result)
    vim.schedule(function()
      if result.code ~= 0 then
        local said = vim.trim(result.stderr or '')
        server.tell(said:gsub('^error: ', ''), vim.log.levels.ERROR)
      else
        use(vim.split(result.stdout:gsub('\n$', ''), '\n'))
      end
    end)
  end)
end

--- The folder that a buffer's proposals are in.
---@return string
local function root()
  local client = server.client(0)
  return client and client.root_dir
    or vim.fs.root(0, { 'hotfix-lint.yaml', '.git' })
    or vim.fn.getcwd()
end

---@param release string Empty: the earliest one still open.
function M.defer(release)
  execute('hotfix-lint.defer', { release = release ~= '' and release or nil })
end

function M.reopen()
  execute('hotfix-lint.reopen')
end

--- The releases that the current proposal can be deferred to.
---@param typed string
---@return string[]
function M.releases(typed)
  local client = server.client(0)
  if not client then
    return {}
  end
  local whole =
    { start = { line = 0, character = 0 }, ['end'] = { line = vim.fn.line('$'), character = 0 } }
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(0) },
    range = whole,
    context = { diagnostics = {} },
  }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 1000) or {}
  local names = {}
  for _, action in ipairs((answers[client.id] or {}).result or {}) do
    local name = action.title:match('^Defer to (%S+)$')
    if name and vim.startswith(name, typed) and not vim.tbl_contains(names, name) then
      table.insert(names, name)
    end
  end
  return names
end

--- A name for a file about a bug.
---@param title string
---@return string
local function file_name(title)
  local words = title:lower():gsub('[^%w\128-\255]+', '-'):gsub('^-+', ''):gsub('-+$', '')
  return (words == '' and 'new' or words) .. '.hotfix.md'
end

--- Fills a new buffer with the policy's questions; nothing is on the disk before it is written.
---@param path string
---@param title string
---@param issue string
local function create(path, title, issue)
  path = vim.fn.fnamemodify(path, ':p')
  if vim.uv.fs_stat(path) then
    server.tell(vim.fn.fnamemodify(path, ':~:.') .. ' is there already')
    return
  end
  local extension = path:match('%.(%w+)$')
  local format = (extension == 'yaml' or extension == 'yml') and 'yaml' or 'markdown'
  local arguments = { 'new', '--format', format, '--title=' .. title }
  if issue ~= '' then
    table.insert(arguments, '--issue=' .. issue)
  end
  -- The nearest folder there is decides on the policy.
  local folder = vim.fs.dirname(path)
  local near = vim.uv.fs_stat(folder) and folder
    or vim.iter(vim.fs.parents(folder)):find(function(parent)
      return vim.uv.fs_stat(parent)
    end)
  run(arguments, near, function(lines)
    vim.cmd.edit({ args = { path }, magic = { file = false, bar = false } })
    if vim.api.nvim_buf_line_count(0) > 1 or vim.fn.getline(1) ~= '' then
      server.tell(vim.fn.fnamemodify(path, ':~:.') .. ' is being written already')
      return
    end
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    if not pcall(vim.fn.mkdir, folder, 'p') then
      server.tell(vim.fn.fnamemodify(folder, ':~:.') .. ' cannot be made: write it elsewhere')
    end
  end)
end

--- Begins a proposal; asks for what it needs.
---@param path string Empty: it is asked for.
function M.new(path)
  vim.ui.input({ prompt = 'What is the bug, in a few words? ' }, function(title)
    if not title then
      return
    end
    vim.ui.input({ prompt = "The user's issue (a number, a key or an address): " }, function(issue)
      if not issue then
        return
      end
      if path ~= '' then
        create(path, title, issue)
        return
      end
      local default = vim.fs.joinpath(root(), 'hotfixes', file_name(title))
      default = vim.fn.fnamemodify(default, ':~:.')
      vim.ui.input({ prompt = 'File: ', default = default, completion = 'file' }, function(chosen)
        if chosen and chosen ~= '' then
          create(vim.fs.normalize(chosen), title, issue)
        end
      end)
    end)
  end)
end

M.report_formats = { 'markdown', 'text', 'json', 'html' }

--- Proposals whose changes the report cannot know of.
local function warn_of_unsaved()
  local unsaved = vim.iter(vim.lsp.get_clients({ name = 'hotfix_lint' })):any(function(client)
    return vim.iter(vim.tbl_keys(client.attached_buffers)):any(function(buffer)
      return vim.bo[buffer].modified and vim.b[buffer].hotfix_lint_verdict ~= nil
    end)
  end)
  if unsaved then
    server.tell('the report is of the files; some proposals are not written yet')
  end
end

--- Shows the triage table of the folder: in a window, or as a page in the browser.
---@param format string Empty: Markdown.
function M.report(format)
  format = format ~= '' and format or M.report_formats[1]
  local folder = root()
  run({ 'report', '--format', format }, folder, function(lines)
    warn_of_unsaved()
    if format == 'html' then
      local page = vim.fn.tempname() .. '.html'
      vim.fn.writefile(lines, page)
      vim.ui.open(page)
      return
    end
    vim.cmd.new()
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    vim.bo.buftype = 'nofile'
    vim.bo.bufhidden = 'wipe'
    vim.bo.swapfile = false
    vim.bo.modifiable = false
    -- `gf` on a path opens the proposal.
    vim.bo.path = folder
    vim.bo.filetype = format
    vim.wo.wrap = false
  end)
end

return M
