-- Real Neovim against the real server, set up as the README says.
-- Usage: nvim --clean --headless -l test.lua WORKSPACE, with editors/nvim in 'runtimepath' and hotfix-lint on the PATH.

local workspace = assert(arg[1], 'the folder to work in')

local function fail(...)
  io.stderr:write(string.format(...), '\n')
  os.exit(1)
end

local function equal(what, expected, actual)
  if not vim.deep_equal(expected, actual) then
    fail('%s\nexpected: %s\nactual: %s', what, vim.inspect(expected), vim.inspect(actual))
  end
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then fail('never happened: %s', what) end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

-- "line:column rule" of everything the server says of this buffer, columns counted in bytes from 1.
local function findings()
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, string.format('%d:%d %s', d.lnum + 1, d.col + 1, d.code))
  end
  table.sort(found)
  return found
end

local function open(name)
  vim.cmd.edit(workspace .. '/' .. name)
  wait('the server attaches to ' .. name, function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' })[1]
    return client and client.initialized
  end)
end

local function go_to(pattern)
  vim.fn.cursor(1, 1)
  if vim.fn.search(pattern) == 0 then fail('not in the document: %s', pattern) end
end

local function hover()
  vim.lsp.buf.hover()
  local window
  wait('a hover window', function()
    window = vim.b.lsp_floating_preview
    return window and vim.api.nvim_win_is_valid(window)
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(lines, '\n')
end

-- Chooses from the menu of vim.lsp.buf.code_action as a person would, by its words.
local function act(title)
  local before, offered = vim.b.changedtick, nil
  ---@diagnostic disable-next-line: duplicate-set-field
  vim.ui.select = function(items, options, choose)
    offered = vim.tbl_map(options.format_item, items)
    for i, words in ipairs(offered) do
      if vim.startswith(words, title) then return choose(items[i], i) end
    end
    fail('not offered: %s\noffered: %s', title, vim.inspect(offered))
  end
  vim.lsp.buf.code_action()
  wait('the action ' .. title, function() return vim.b.changedtick ~= before end)
end

local function contains(what, haystack, needle)
  if not haystack:find(needle, 1, true) then fail('%s\nlacks: %s\nin: %s', what, needle, haystack) end
end

vim.o.swapfile = false
vim.cmd('filetype on')
vim.lsp.enable('hotfix_lint')

-- 1. A draft with mistakes: what is said, and where.
open('empty-join.hotfix.md')
wait('findings', function() return #findings() > 0 end)
equal('findings', {
  '11:61 missing-evidence',
  '14:4 criterion-not-met',
  '18:77 hedged-answer',
  '2:8 missing-issue',
  '2:8 missing-question',
}, findings())

-- 2. Hover on a question: why it matters.
go_to('incorrect results')
contains('the hover of a question', hover(), 'Does it produce incorrect results?')

-- 3. Defer from the criterion that fails, undo in one step, redo, reopen.
local before = text()
go_to('Does it affect the majority')
act('Defer to 99.12')
contains('the deferral', text(), 'status: deferred')
contains('the deferral', text(), '99.12')
contains('the deferral', text(), '## Deferral')
contains('the deferral keeps the title', text(), 'title: Joins crash on an empty table 😀')
local deferred = text()
vim.cmd.undo()
equal('one undo takes the deferral back', before, text())
vim.cmd.redo()
equal('redo', deferred, text())
wait('findings of a deferred proposal', function()
  return not vim.iter(findings()):any(function(f) return f:find('criterion%-not%-met') end)
end)
act('Reopen')
equal('reopened', before, text())
vim.cmd('silent write')

-- 4. The same in YAML: the comment stays.
open('empty-join.hotfix.yaml')
wait('findings', function() return #findings() > 0 end)
before = text()
go_to('incorrect-results')
act('Defer to 99.12')
contains('the deferral', text(), 'status: deferred')
contains('the comment', text(), '# seen on Monday')
vim.cmd.undo()
equal('one undo takes the deferral back', before, text())

-- 5. Other Markdown is left alone.
open('notes.md')
local client = vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' })[1]
client:request_sync('textDocument/hover', vim.lsp.util.make_position_params(0, client.offset_encoding), 20000, 0)
equal('findings in notes.md', {}, findings())

-- 6. The server leaves when asked to.
client:stop()
wait('the server ends', function() return client:is_stopped() end)
io.stdout:write('neovim: everything as expected\n')
vim.cmd('qall!')
