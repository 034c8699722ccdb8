" Real Vim with ALE against the real server, set up as editors/vim says.
" Usage: SAID=file WORKSPACE=folder ALE=folder SETUP=editors/vim vim -Nu NONE -n -es -S test.vim

let &runtimepath .= ',' . $ALE . ',' . $SETUP
let g:ale_lsp_suggestions = 1
let g:ale_echo_cursor = 0
let g:ale_cursor_detail = 0
let g:ale_hover_to_preview = 1
filetype plugin on
runtime plugin/ale.vim

function! Say(words) abort
  call writefile(split(a:words, "\n"), $SAID, 'a')
endfunction

function! Fail(words) abort
  call Say(a:words)
  cquit
endfunction

function! Until(what, Condition) abort
  for l:_ in range(1200)
    if a:Condition()
      return
    endif
    sleep 50m
  endfor
  call Fail('never happened: ' . a:what)
endfunction

function! Equal(what, expected, actual) abort
  if a:expected !=# a:actual
    call Fail(a:what . "\nexpected: " . string(a:expected) . "\nactual: " . string(a:actual))
  endif
endfunction

function! Text() abort
  return join(getline(1, '$'), "\n")
endfunction

function! Findings() abort
  let l:found = map(copy(ale#engine#GetLoclist(bufnr(''))), {_, d -> printf('%d:%d %s', d.lnum, d.col, get(d, 'code', ''))})
  return sort(l:found)
endfunction

" ALE shows its menu with inputlist(); the answer is the number of what begins with these words.
function! Act(title) abort
  let g:wanted = a:title
  let l:before = b:changedtick
  ALECodeAction
  call Until('the action ' . a:title, {-> b:changedtick != l:before})
endfunction

execute 'edit' fnameescape($WORKSPACE . '/empty-join.hotfix.md')
call Until('findings', {-> !empty(Findings())})
call Equal('findings', ['11:61 missing-evidence', '14:4 criterion-not-met', '18:77 hedged-answer', '2:8 missing-issue', '2:8 missing-question'], Findings())

call search('incorrect results')
ALEHover
let Preview = {-> filter(range(1, winnr('$')), {_, w -> getwinvar(w, '&previewwindow')})}
call Until('the hover of a question', {-> !empty(Preview())})
let hover = join(getbufline(winbufnr(Preview()[0]), 1, '$'), "\n")
if hover !~# 'Does it produce incorrect results?'
  call Fail("the hover:\n" . hover)
endif
pclose

runtime autoload/ale/util.vim
function! ale#util#Input(message, ...) abort
  for l:line in split(a:message, "\n")
    let l:choice = matchlist(l:line, '^\(\d\+\)) \(.*\)$')
    if !empty(l:choice) && stridx(l:choice[2], g:wanted) == 0
      return l:choice[1]
    endif
  endfor
  call Fail("not offered: " . g:wanted . "\n" . a:message)
endfunction
let before = Text()
call search('Does it affect the majority')
call Act('Defer to 99.12')
for words in ['status: deferred', 'target: "99.12"', '## Deferral', 'title: Joins crash on an empty table 😀']
  if stridx(Text(), words) < 0
    call Fail('the deferral lacks ' . words . "\n" . Text())
  endif
endfor
silent undo
call Equal('one undo takes the deferral back', before, Text())
silent redo
" Of a script's edits ALE is not told by itself.
ALELint
call Until('findings of a deferred proposal', {-> empty(filter(Findings(), {_, f -> f =~# 'criterion-not-met'}))})
call Act('Reopen')
call Equal('reopened', before, Text())
silent write

call Say('vim with ALE: everything as expected')
qall!
