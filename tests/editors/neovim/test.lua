-- Real Neovim against the real server, set up as the README says.
-- Neovim 0.11 and 0.10.
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
  if not vim.wait(20000, condition, 20) then
    fail('never happened: %s', what)
  end
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
  if vim.fn.search(pattern) == 0 then
    fail('not in the document: %s', pattern)
  end
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
      if vim.startswith(words, title) then
        return choose(items[i], i)
      end
    end
    fail('not offered: %s\noffered: %s', title, vim.inspect(offered))
  end
  vim.lsp.buf.code_action()
  wait('the action ' .. title, function()
    return vim.b.changedtick ~= before
  end)
end

local function contains(what, haystack, needle)
  if not haystack:find(needle, 1, true) then
    fail('%s\nlacks: %s\nin: %s', what, needle, haystack)
  end
end

vim.o.swapfile = false
vim.cmd('filetype on')
-- With `-l` no plugins are loaded by themselves.
vim.cmd.runtime('plugin/hotfix_lint.lua')
local is_0_10 = vim.fn.has('nvim-0.11') == 0
if is_0_10 then
  require('hotfix_lint').setup()
else
  vim.lsp.enable('hotfix_lint')
end

-- 1. A draft with mistakes: what is said, and where.
open('empty-join.hotfix.md')
wait('findings', function()
  return #findings() > 0
end)
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
  return not vim.iter(findings()):any(function(f)
    return f:find('criterion%-not%-met')
  end)
end)
act('Reopen')
equal('reopened', before, text())
vim.cmd('silent write')

-- 4. The same in YAML: the comment stays.
open('empty-join.hotfix.yaml')
wait('findings', function()
  return #findings() > 0
end)
before = text()
go_to('incorrect-results')
act('Defer to 99.12')
contains('the deferral', text(), 'status: deferred')
contains('the comment', text(), '# seen on Monday')
vim.cmd.undo()
equal('one undo takes the deferral back', before, text())

vim.cmd('silent write')

-- 5. The file changes on the disk while the buffer has changes: those stay, and are what is judged.
open('empty-join.hotfix.md')
before = text()
vim.api.nvim_buf_set_lines(0, 3, 3, false, { 'issue: "#7"' })
local on_disk = vim.fn.readfile(vim.fn.expand('%:p'))
table.insert(on_disk, 'Written by somebody else.')
vim.fn.writefile(on_disk, vim.fn.expand('%:p'))
vim.cmd('silent! checktime')
wait('what is judged has an issue', function()
  return not vim.iter(findings()):any(function(finding)
    return finding:find('missing-issue', 1, true) ~= nil
  end)
end)
contains('what was typed', text(), 'issue: "#7"')
equal('what somebody else has written', nil, text():find('Written by somebody else', 1, true))
vim.cmd('silent undo')
equal('the text as it was', before, text())
vim.cmd('silent write!')

-- 6. The lens above the title defers too.
local original = text()
vim.lsp.codelens.refresh({ bufnr = 0 })
wait('code lenses', function()
  return #vim.lsp.codelens.get(0) > 0
end)
local deferring = vim.iter(vim.lsp.codelens.get(0)):find(function(lens)
  return vim.startswith(lens.command.title, 'Defer to 99.12')
end)
assert(deferring, 'no lens to defer')
vim.api.nvim_win_set_cursor(0, { deferring.range.start.line + 1, 0 })
local changes = vim.b.changedtick
vim.ui.select = function(choices, options, choose)
  for i, choice in ipairs(choices) do
    if options.format_item(choice):find('Defer to 99.12', 1, true) then
      return choose(choice, i)
    end
  end
  fail('the lens is not offered')
end
vim.lsp.codelens.run()
wait('the lens defers', function()
  return vim.b.changedtick ~= changes
end)
contains('the deferral', text(), 'target: "99.12"')
vim.cmd.undo()
equal('one undo takes the deferral of the lens back', original, text())

-- 7. The commands.
local function statusline()
  return require('hotfix_lint').statusline()
end
local function wait_statusline(expected)
  if not vim.wait(20000, function()
    return statusline() == expected
  end, 20) then
    fail('status line: %s instead of %s', statusline(), expected)
  end
end
wait_statusline('hotfix: defer')
contains(
  'the long status line',
  require('hotfix_lint').statusline({ long = true }),
  'majority is not met'
)
vim.cmd.HotfixDefer('00.02')
wait(':HotfixDefer', function()
  return text():find('target: "00.02"', 1, true)
end)
wait_statusline('hotfix: deferred')
vim.cmd.HotfixReopen()
wait(':HotfixReopen', function()
  return text() == original
end)
equal('releases to defer to', { '99.12' }, vim.fn.getcompletion('HotfixDefer 99', 'cmdline'))
vim.cmd.HotfixVerdict()
local float
wait(':HotfixVerdict', function()
  float = vim.b.lsp_floating_preview
  return float and vim.api.nvim_win_is_valid(float)
end)
local derivation =
  table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float), 0, -1, false), '\n')
contains('the derivation', derivation, 'defer')
contains('the derivation', derivation, 'majority')
vim.api.nvim_win_close(float, true)

-- What is told while `run` runs.
local notify = vim.notify
local function told(run)
  local messages = {}
  ---@diagnostic disable-next-line: duplicate-set-field
  vim.notify = function(message)
    table.insert(messages, message)
  end
  run(messages)
  vim.notify = notify
  return messages
end
equal('a release that is not in the calendar', 1, #told(function(messages)
  vim.cmd.HotfixDefer('77.77')
  wait('the refusal', function()
    return #messages > 0
  end)
end))
equal('the text after a refusal', original, text())
vim.cmd('silent write')

vim.cmd.HotfixReport()
wait(':HotfixReport', function()
  return vim.bo.buftype == 'nofile'
end)
contains('the report', text(), 'empty-join.hotfix.md')
contains('the report', text(), 'empty-join.hotfix.yaml')
vim.cmd.bwipeout()

local answers = { 'Joins drop rows', '12' }
---@diagnostic disable-next-line: duplicate-set-field
vim.ui.input = function(options, use)
  use(table.remove(answers, 1) or options.default)
end
vim.cmd.HotfixNew()
wait(':HotfixNew', function()
  return vim.fn.expand('%:t') == 'joins-drop-rows.hotfix.md' and vim.fn.line('$') > 1
end)
contains('the new proposal', text(), 'title: Joins drop rows')
contains('the new proposal', text(), 'issue: "#12"')
equal('nothing is written yet', nil, (vim.uv.fs_stat(vim.fn.expand('%:p'))))
wait_statusline('hotfix: undecided')
vim.cmd('silent write')

-- 8. The calendar is edited: the findings follow.
open('hotfix-lint.yaml')
local tomorrow = os.date('%Y-%m-%d', os.time() + 86400)
local near = ('releases: [{ name: "near", freeze: %s, release: %s }]'):format(tomorrow, tomorrow)
vim.api.nvim_buf_set_lines(0, 0, -1, false, { near })
vim.cmd('silent write')
open('empty-join.hotfix.md')
wait('the release is imminent', function()
  return vim.iter(findings()):any(function(finding)
    return finding:find('release-imminent', 1, true) ~= nil
  end)
end)

-- 9. A server that is killed is started again.
local killed = assert(vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' })[1])
local said = told(function()
  local children = vim.api.nvim_get_proc_children(vim.fn.getpid())
  local ended = vim.iter(children):filter(function(child)
    return vim.api.nvim_get_proc(child).name == 'hotfix-lint'
  end)
  ended:each(function(child)
    vim.uv.kill(child, 'sigkill')
  end)
  wait('another server', function()
    local now = vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' })[1]
    return now and now.id ~= killed.id and now.initialized
  end)
end)
contains('what is told of the kill', table.concat(said, '\n'), 'started again')
equal('the text after the kill', original, text())
wait('findings of the new server', function()
  return #findings() > 0
end)

-- 10. Nobody speaks in buffers that are no files, and of other Markdown.
local quiet = told(function()
  vim.cmd.enew()
  vim.bo.filetype = 'markdown'
  vim.cmd.edit('fugitive:///tmp/x/.git//0/a.hotfix.md')
  vim.bo.filetype = 'markdown'
  vim.wait(300)
  equal('clients of fugitive://', {}, vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' }))
  vim.cmd('bwipeout!')
  vim.cmd.enew()
  vim.bo.filetype = 'markdown'
  vim.fn.setline(1, '## Does it produce incorrect results?')
  vim.wait(300)
  equal('clients without a name', {}, vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' }))
  -- Once it has a name it is looked at.
  vim.cmd('silent write ' .. workspace .. '/named.hotfix.md')
  wait('findings of the buffer with a name', function()
    return #findings() > 0
  end)
end)
equal('messages about them', {}, quiet)
open('notes.md')
local client = assert(vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' })[1])
local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
vim.lsp.buf_request_sync(0, 'textDocument/hover', params, 20000)
equal('findings in notes.md', {}, findings())
equal('the status line in notes.md', '', statusline())

-- A proposal without a workspace, and one where nobody can write, not even root.
local alone = vim.fn.tempname() .. '.hotfix.md'
vim.fn.writefile(vim.fn.readfile(workspace .. '/empty-join.hotfix.md'), alone)
vim.cmd.edit(alone)
wait('findings without a workspace', function()
  return #findings() > 0
end)
equal(
  'the folder of a proposal without one',
  nil,
  assert(vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' })[1]).root_dir
)
vim.fn.delete(alone)
for folder, expected in pairs({ ['/proc/tty'] = 0, ['/proc/tty/nowhere'] = 1 }) do
  answers = { 'Joins drop rows', '12' }
  local path = folder .. '/new.hotfix.md'
  local messages = told(function()
    vim.cmd.HotfixNew(path)
    wait('a proposal in ' .. folder, function()
      return vim.api.nvim_buf_get_name(0) == path and vim.fn.line('$') > 1
    end)
    vim.wait(200)
  end)
  equal('messages about ' .. folder .. ': ' .. vim.inspect(messages), expected, #messages)
  equal('it is written', false, pcall(vim.cmd, 'silent write'))
  contains('the text that cannot be written', text(), 'title: Joins drop rows')
  vim.cmd('bwipeout!')
end

-- 11. The health check, and the help: every tag that is named is there.
vim.cmd('silent checkhealth hotfix_lint')
contains('the health check', text(), 'hotfix-lint 0.')
equal('errors of the health check', nil, text():match('ERROR[^\n]*'))
vim.cmd('bwipeout!')
local help = vim.api.nvim_get_runtime_file('doc/hotfix-lint.txt', false)[1]
local named = table.concat(vim.fn.readfile(help), '\n')
for tag in named:gmatch('|([^|%s]+)|') do
  local own = named:find('*' .. tag .. '*', 1, true)
  -- The help of 0.10 has no page on what 0.11 has brought.
  if not own and not is_0_10 and not vim.tbl_contains(vim.fn.getcompletion(tag, 'help'), tag) then
    fail('help: no such tag: %s', tag)
  end
end
for name in pairs(vim.api.nvim_get_commands({})) do
  if vim.startswith(name, 'Hotfix') then
    contains('the help page', named, '*:' .. name .. '*')
  end
end
local tags = vim.fn.tempname()
vim.fn.mkdir(tags .. '/doc', 'p')
assert(vim.uv.fs_copyfile(help, tags .. '/doc/hotfix-lint.txt'))
vim.cmd.helptags(tags .. '/doc')

-- 12. The server leaves when asked to.
open('empty-join.hotfix.md')
client = assert(vim.lsp.get_clients({ bufnr = 0, name = 'hotfix_lint' })[1])
vim.lsp.stop_client(client.id)
wait('the server ends', function()
  return vim.lsp.get_client_by_id(client.id) == nil
end)

-- 13. One message when the program is missing, however many files are opened; one when it ends at once.
local function with_program(cmd, expected)
  vim.iter(vim.lsp.get_clients({ name = 'hotfix_lint' })):each(function(one)
    vim.lsp.stop_client(one.id)
  end)
  wait('no server', function()
    return #vim.lsp.get_clients({ name = 'hotfix_lint' }) == 0
  end)
  local messages = told(function(messages)
    require('hotfix_lint').setup({ cmd = cmd })
    for _, name in ipairs({ 'empty-join.hotfix.md', 'empty-join.hotfix.yaml', 'notes.md' }) do
      vim.cmd('edit! ' .. workspace .. '/' .. name)
      vim.wait(300)
    end
    vim.api.nvim_feedkeys('ihello', 'xt', false)
    vim.cmd('silent undo')
    wait('a message', function()
      return #messages > 0
    end)
  end)
  local ours = vim.tbl_filter(function(message)
    return vim.startswith(message, 'hotfix-lint: ')
  end, messages)
  equal('messages of hotfix-lint: ' .. vim.inspect(messages), 1, #ours)
  contains('the message', ours[1], expected)
end
with_program({ 'no-such-hotfix-lint', 'server' }, 'cannot be run')
with_program({ 'false', 'server' }, 'stays off')

io.stdout:write('neovim: everything as expected\n')
vim.cmd('qall!')
