package main

import (
	"os/exec"
	"strings"
	"testing"
)

// These scripts run the output of 'herald completion' in a real shell. They define stubs for the functions that write to a
// terminal.
const (
	inBash = `
_get_comp_words_by_ref() { # of bash-completion
	words=("${COMP_WORDS[@]}") cword=$COMP_CWORD cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
}
compopt() { :; }
source <(herald completion bash)
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 # the code of TAB
read -ra COMP_WORDS <<<"$1"
[[ $1 = *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
__start_herald
for reply in "${COMPREPLY[@]}"; do echo ${reply%% *}; done`

	inZsh = `
compdef() { :; }
_describe() { for c in $completions; do echo ${c%%:*}; done; }
source <(herald completion zsh)
words=("${(@s: :)1}") CURRENT=$#words
_herald`

	inFish = `
herald completion fish | source
complete -C "$argv[1]" | string replace -r '\t.*' ''; or true`
)

func TestCompletionInShells(t *testing.T) {
	for shell, run := range map[string][]string{
		"bash": {"--norc", "-c", inBash, "bash"},
		"zsh":  {"-f", "-c", inZsh, "zsh"},
		"fish": {"--no-config", "-c", inFish},
	} {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skipf("%s is not installed", shell)
			}
			for typed, want := range map[string]string{
				"herald ext":                             "extract",
				"herald schema ":                         "article report",
				"herald extract --format ":               "json text markdown html csv jsonld ninjs tei",
				"herald extract --fields url,headline,d": "url,headline,date url,headline,day",
				"herald batch archive -o a.db --dedupe ": "id text",
			} {
				out, err := exec.Command(shell, append(run, typed)...).Output()
				if err != nil {
					t.Fatal(err)
				}
				if got := strings.Join(strings.Fields(string(out)), " "); got != want {
					t.Errorf("%s completes %q: %q, want %q", shell, typed, got, want)
				}
			}
		})
	}
}
