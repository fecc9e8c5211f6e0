package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The README's line for GNU parallel, where it is installed.
func TestParallelIsTheWhole(t *testing.T) {
	if said, err := exec.Command("parallel", "--version").Output(); err != nil || !bytes.HasPrefix(said, []byte("GNU parallel")) {
		t.Skip("GNU parallel is not here")
	}
	dir := archiveToSplit(t)
	shell(t, dir, readmeBlock(t, "sh", "parallel "))
	shardsAreTheWhole(t, dir)
}

// The command of the README's Kubernetes Job, run once for each index as its kubelet would: there is no cluster here. A page
// that gives no article must not fail a job.
func TestKubernetesCommandIsTheWhole(t *testing.T) {
	var job struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string
		Spec       struct {
			CompletionMode string `yaml:"completionMode"`
			Completions    int
			Template       struct {
				Spec struct {
					Containers []struct{ Command, Args []string }
				}
			}
		}
	}
	if err := yaml.Unmarshal([]byte(readmeBlock(t, "yaml", "kind: Job")), &job); err != nil {
		t.Fatal(err)
	}
	containers := job.Spec.Template.Spec.Containers
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || len(containers) != 1 {
		t.Fatalf("no Indexed Job with one container: %+v", job)
	}
	dir := archiveToSplit(t)
	if err := os.CopyFS(filepath.Join(dir, "archive", "more"), os.DirFS("../../testdata/script/pages")); err != nil {
		t.Fatal(err)
	}
	command := slices.Concat(containers[0].Command, containers[0].Args)
	for i := range job.Spec.Completions {
		cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i))
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("index %d: %v: %s", i, err, said)
		}
	}
	shardsAreTheWhole(t, dir)
}

// readmeBlock is the README's only block of a language that holds some words.
func readmeBlock(t *testing.T, language, words string) string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(string(readme), -1) {
		if strings.Contains(m[1], words) {
			found = append(found, m[1])
		}
	}
	if len(found) != 1 {
		t.Fatalf("the README has %d blocks of %s with %q", len(found), language, words)
	}
	return found[0]
}

// archiveToSplit is a folder that holds a folder "archive" of 200 pages.
func archiveToSplit(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Rename(manyPages(t, 200), filepath.Join(dir, "archive")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// shardsAreTheWhole compares part.*.jsonl, of which there must be 8, with a run over the whole.
func shardsAreTheWhole(t *testing.T, dir string) {
	t.Helper()
	parts, err := filepath.Glob(filepath.Join(dir, "part.*.jsonl"))
	if err != nil || len(parts) != 8 {
		t.Fatalf("%v, %v", parts, err)
	}
	whole := shell(t, dir, "herald batch -q archive || test $? = 1")
	joined := shell(t, dir, "cat part.*.jsonl")
	want, got := slices.Sorted(strings.Lines(whole)), slices.Sorted(strings.Lines(joined))
	if len(want) < 200 || !slices.Equal(want, got) {
		t.Errorf("%d lines of the whole, %d of the parts; or others", len(want), len(got))
	}
}

func shell(t *testing.T, dir, command string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("$ %s\n%v", command, err)
	}
	return string(out)
}
