--- `:checkhealth hotfix_lint`
local server = require('hotfix_lint.server')

local M = {}

local function editor()
  local version = tostring(vim.version())
  if vim.fn.has('nvim-0.11') == 1 then
    vim.health.ok('Neovim ' .. version)
  elseif vim.fn.has('nvim-0.10') == 1 then
    vim.health.ok('Neovim ' .. version .. ": `require('hotfix_lint').setup()` starts the server")
  else
    vim.health.error('Neovim ' .. version .. ' is too old', 'use Neovim 0.10 or later')
  end
end

---@return boolean whether there is one
local function program()
  local missing = server.missing()
  if missing then
    vim.health.error(missing)
    return false
  end
  local words = server.command_line({ '--version' })
  local result = vim.system(words, { text = true }):wait(5000)
  if result.code ~= 0 then
    local said = vim.trim(result.stderr or '')
    vim.health.error(('`%s` failed: %s'):format(table.concat(words, ' '), said))
    return false
  end
  vim.health.ok(('%s: %s'):format(vim.fn.exepath(words[1]), vim.trim(result.stdout)))
  return true
end

local function clients()
  local enabled = vim.lsp.is_enabled
  if enabled and not enabled('hotfix_lint') then
    vim.health.warn(
      'the server is not enabled',
      "put `vim.lsp.enable('hotfix_lint')` into init.lua"
    )
  end
  local running = vim.lsp.get_clients({ name = 'hotfix_lint' })
  for _, client in ipairs(running) do
    local count = #vim.tbl_keys(client.attached_buffers)
    local place = client.root_dir or 'single files'
    vim.health.ok(('running for %s, %d buffer(s)'):format(place, count))
  end
  if #running == 0 then
    vim.health.info('no server is running: it starts with the first Markdown or YAML file')
  end
end

local function configuration()
  local found = vim.fs.find({ 'hotfix-lint.yaml', 'hotfix-lint.yml' }, { upward = true })[1]
  vim.health.info(
    found and 'configuration: ' .. found or 'no hotfix-lint.yaml here: none is needed to begin'
  )
end

function M.check()
  vim.health.start('hotfix-lint')
  editor()
  if program() then
    clients()
  end
  configuration()
end

return M
