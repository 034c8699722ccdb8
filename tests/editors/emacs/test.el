;;; test.el --- Real Emacs against the real server, set up as editors/emacs says  -*- lexical-binding: t -*-

;; Usage: emacs -nw -Q --load test.el, in a terminal, with hotfix-lint on the PATH and in the environment
;; SETUP, the file that a user loads; WORKSPACE, the folder to work in; and SAID, the file that tells what came of it.

(setq inhibit-startup-screen t make-backup-files nil create-lockfiles nil auto-save-default nil
      use-short-answers t)
;; Where Debian puts Eglot for the Emacs that comes without.
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(load (getenv "SETUP") nil t)
(require 'flymake)

(defun say (&rest words)
  (append-to-file (concat (apply #'format words) "\n") nil (getenv "SAID")))

(defun until (what condition)
  "Wait for CONDITION, and give its value; WHAT says what never came."
  (let ((end (+ (float-time) 60)) value)
    (while (not (setq value (funcall condition)))
      (when (> (float-time) end) (error "Never happened: %s" what))
      (accept-process-output nil 0.05)
      (sit-for 0.01))
    value))

(defun equal-or-fail (what expected actual)
  (unless (equal expected actual) (error "%s\nexpected: %S\nactual: %S" what expected actual)))

(defun text () (substring-no-properties (buffer-string)))

(defun has (words) (string-match-p (regexp-quote words) (text)))

(defun findings ()
  "\"line:column rule\" of everything the server says of this buffer."
  (sort (mapcar (lambda (d)
                  (save-excursion
                    (goto-char (flymake-diagnostic-beg d))
                    (format "%d:%d %s" (line-number-at-pos) (1+ (- (point) (line-beginning-position)))
                            (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data d)) :code))))
                (flymake-diagnostics))
        #'string<))

(defun picture (name)
  (redisplay t)
  (send-string-to-terminal (format "\e]7777;%s\a" name)))

(defun open (name)
  (find-file (expand-file-name name (getenv "WORKSPACE")))
  ;; Nobody presses a key here, which is what Eglot waits for.
  (run-hooks 'post-command-hook)
  (until (format "Eglot manages %s" name) #'eglot-managed-p)
  (flymake-start))

(defun go-to (words)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(defun act (title)
  "Choose from the menu of code actions, as a person would, by its words."
  (let* ((last-nonmenu-event ?x) ; Otherwise it is a menu for the mouse.
         (offered nil)
         (completing-read-function
          (lambda (_prompt menu &rest _)
            (setq offered (mapcar #'car menu))
            (or (seq-find (lambda (one) (string-prefix-p title one)) offered)
                (error "Not offered: %s of %S" title offered)))))
    (eglot-code-actions (point) (point) nil t)))

(defun test ()
  (open "empty-join.hotfix.md")
  (until "findings" #'findings)
  (equal-or-fail "findings"
                 '("11:61 missing-evidence" "14:4 criterion-not-met" "18:77 hedged-answer"
                   "2:8 missing-issue" "2:8 missing-question")
                 (findings))
  (picture "emacs-draft")

  (go-to "incorrect results")
  (eldoc-print-current-symbol-info t)
  (until "the hover of a question"
         (lambda ()
           (seq-some (lambda (buffer)
                       (and (string-match-p "\\*eldoc" (buffer-name buffer))
                            (with-current-buffer buffer (has "Does it produce incorrect results?"))))
                     (buffer-list))))
  (picture "emacs-hover")
  (delete-other-windows)

  (let ((before (text)))
    (go-to "Does it affect the majority")
    (undo-boundary)
    (act "Defer to 99.12")
    (until "the deferral" (lambda () (has "status: deferred")))
    (dolist (words '("target: \"99.12\"" "## Deferral" "title: Joins crash on an empty table 😀"))
      (unless (has words) (error "The deferral lacks %s:\n%s" words (text))))
    (picture "emacs-deferred")
    (undo-boundary)
    (undo)
    (equal-or-fail "one undo takes the deferral back" before (text))
    (undo-boundary)

    (hotfix-lint-defer "00.02")
    (until "the deferral by command" (lambda () (has "target: \"00.02\"")))
    (hotfix-lint-reopen)
    (until "reopened" (lambda () (equal (text) before)))
    (save-buffer))

  (open "empty-join.hotfix.yaml")
  (until "findings in YAML" #'findings)
  (go-to "incorrect-results")
  (act "Defer to 99.12")
  (until "the deferral in YAML" (lambda () (has "status: deferred")))
  (unless (has "# seen on Monday") (error "The comment is gone:\n%s" (text)))
  (save-buffer)

  (until "the report" (lambda () (ignore-errors (hotfix-lint-report) t)))
  (unless (has "Joins crash") (error "The report:\n%s" (text)))
  (picture "emacs-report")

  ;; Other Markdown is no business of ours.
  (find-file (expand-file-name "notes.md" (getenv "WORKSPACE")))
  (run-hooks 'post-command-hook)
  (when (eglot-managed-p) (error "Eglot manages notes.md")))

(add-hook 'emacs-startup-hook
          (lambda ()
            (condition-case problem
                (progn (test) (say "emacs %s: everything as expected" emacs-version))
              (error (say "%s" (error-message-string problem))))
            (setq kill-emacs-hook nil)
            (kill-emacs)))
