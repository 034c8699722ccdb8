--- The server: which buffers it is started for, and what happens when it is not there or ends.
local M = {}

--- So many ends within so many seconds are too many.
local ENDS, SECONDS = 5, 180

local last_ends = {} ---@type number[]
local given_up = false
local augroup = 'hotfix_lint.start'
local options_0_10 = {} ---@type table<string, any>

---@param message string
---@param level? integer
function M.tell(message, level)
  vim.notify('hotfix-lint: ' .. message, level or vim.log.levels.WARN)
end

--- The command that starts the server, with the settings of the user.
---@return string[]
local function command()
  local config = vim.lsp.enable and vim.lsp.config.hotfix_lint or options_0_10
  local cmd = config and config.cmd or M.config.cmd
  return type(cmd) == 'table' and cmd or M.config.cmd --[[@as string[] ]]
end

--- The same program with other arguments.
---@param arguments string[]
---@return string[]
function M.command_line(arguments)
  local program = {}
  for _, word in ipairs(command()) do
    if word == 'server' then
      break
    end
    table.insert(program, word)
  end
  return vim.list_extend(program, arguments)
end

--- Why the program cannot be run; nil when it can.
---@return string?
function M.missing()
  local program = command()[1]
  if vim.fn.executable(program) == 0 then
    return ('`%s` cannot be run: install it or set `cmd` (:help hotfix-lint-install)'):format(
      program
    )
  end
end

--- Files alone: a buffer without a name, or of a plugin that shows something else (`fugitive://`), is no proposal yet.
---@param buffer integer
---@return boolean
local function is_file(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  return name ~= '' and vim.bo[buffer].buftype == '' and not name:find('^%a[%w+.-]+:/')
end

--- Tells once that the program is missing, when a file is opened that it would look at.
---@param buffer integer
---@return boolean
function M.tell_when_missing(buffer)
  local missing = is_file(buffer) and M.missing()
  if missing then
    vim.notify_once('hotfix-lint: ' .. missing, vim.log.levels.WARN)
  end
  return missing ~= nil and missing ~= false
end

--- The nearest configuration, or else the repository: one server for each.
---@param buffer integer
---@param on_dir fun(root?: string)
local function root_dir(buffer, on_dir)
  if given_up or not is_file(buffer) or M.tell_when_missing(buffer) then
    return
  end
  on_dir(
    vim.fs.root(buffer, { 'hotfix-lint.yaml', 'hotfix-lint.yml' }) or vim.fs.root(buffer, '.git')
  )
end

--- Attaches the server to a buffer, if it is meant to be.
---@param buffer integer
function M.attach(buffer)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    return
  end
  local group = vim.lsp.enable and 'nvim.lsp.enable' or augroup
  -- There is no such group while nothing is enabled.
  if #vim.fn.getcompletion(group, 'augroup') > 0 then
    vim.api.nvim_exec_autocmds('FileType', { group = group, buffer = buffer, modeline = false })
  end
end

--- Starts it again, unless it never came up or ends again and again.
---@param how string
---@param initialized boolean
---@param buffers integer[]
local function ended(how, initialized, buffers)
  if given_up then
    return
  end
  local now = vim.uv.now() / 1000
  last_ends = vim.tbl_filter(function(before)
    return now - before < SECONDS
  end, last_ends)
  table.insert(last_ends, now)
  if not initialized or #last_ends >= ENDS then
    given_up = true
    local what = initialized and ('ended %d times within %d seconds'):format(#last_ends, SECONDS)
      or 'ended before it was ready'
    M.tell(
      ('the server %s (%s) and stays off: `:checkhealth hotfix_lint` says more, `:HotfixRestart` starts it'):format(
        what,
        how
      ),
      vim.log.levels.ERROR
    )
    return
  end
  M.tell(('the server ended (%s) and is started again'):format(how))
  vim.defer_fn(function()
    vim.iter(buffers):each(M.attach)
  end, 200 * #last_ends)
end

---@param code integer
---@param signal integer
---@param id integer
local function on_exit(code, signal, id)
  -- 15 is how Neovim itself ends a server that takes too long to go.
  local wanted = code == 0 and (signal == 0 or signal == 15)
  if wanted or vim.v.exiting ~= vim.NIL then
    return
  end
  local client = vim.lsp.get_client_by_id(id)
  local initialized = client ~= nil and client.initialized == true
  local buffers = client and vim.tbl_keys(client.attached_buffers) or {}
  local how = signal ~= 0 and 'signal ' .. signal or 'exit code ' .. code
  vim.schedule(function()
    ended(how, initialized, buffers)
  end)
end

---@type vim.lsp.Config
M.config = {
  cmd = { 'hotfix-lint', 'server' },
  filetypes = { 'markdown', 'yaml' },
  root_dir = root_dir,
  on_exit = on_exit,
}

--- The client of a buffer.
---@param buffer integer
---@return vim.lsp.Client?
function M.client(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'hotfix_lint' })[1]
end

--- A request, as this version of Neovim wants it made.
---@param client vim.lsp.Client
---@param buffer integer
---@param method string
---@param params table
---@param handler fun(error?: lsp.ResponseError, result: any)
function M.request(client, buffer, method, params, handler)
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, handler, buffer)
  else
    ---@diagnostic disable-next-line: param-type-mismatch
    client.request(method, params, handler, buffer)
  end
end

--- Ends the servers and starts them again, also after it was given up.
function M.restart()
  given_up, last_ends = false, {}
  local missing = M.missing()
  if missing then
    M.tell(missing)
    return
  end
  for _, client in ipairs(vim.lsp.get_clients({ name = 'hotfix_lint' })) do
    if vim.fn.has('nvim-0.11') == 1 then
      client:stop()
    else
      ---@diagnostic disable-next-line: param-type-mismatch
      client.stop()
    end
  end
  vim.defer_fn(function()
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if not M.client(buffer) then
        M.attach(buffer)
      end
    end
  end, 200)
end

--- Neovim 0.10 has no `vim.lsp.enable`.
---@param options table<string, any>
function M.start_by_file_type(options)
  options_0_10 = vim.tbl_extend('force', M.config, options)
  local function start(buffer)
    if not vim.tbl_contains(options_0_10.filetypes, vim.bo[buffer].filetype) then
      return
    end
    options_0_10.root_dir(buffer, function(root)
      local config = vim.tbl_extend('force', options_0_10, { name = 'hotfix_lint' })
      -- `root` is nil without a workspace, and the function must not stay in its place.
      config.root_dir = root
      vim.lsp.start(config, { bufnr = buffer })
    end)
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup(augroup, {}),
    callback = function(event)
      start(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    M.attach(buffer)
  end
end

return M
