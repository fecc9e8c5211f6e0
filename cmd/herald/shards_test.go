package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"herald/internal/cli"
)

// The command for GNU parallel of the help.
func TestParallelIsTheWhole(t *testing.T) {
	skipInShort(t, "it reads 200 pages nine times")
	if said, err := exec.Command("parallel", "--version").Output(); err != nil || !bytes.HasPrefix(said, []byte("GNU parallel")) {
		t.Skip("GNU parallel is not installed")
	}
	dir := archiveToSplit(t)
	addRejected(t, dir)
	shell(t, dir, scalingBlock(t, "parallel "))
	shardsAreTheWhole(t, dir)
}

// The command of the Kubernetes Job of the help, run once for each index, as a kubelet would: there is no cluster here.
func TestKubernetesCommandIsTheWhole(t *testing.T) {
	skipInShort(t, "it reads 200 pages nine times")
	dir := archiveToSplit(t)
	addRejected(t, dir)
	command, completions := kubernetesCommand(t)
	for i := range completions {
		cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("index %d: %v: %s", i, err, out)
		}
	}
	shardsAreTheWhole(t, dir)
}

// kubernetesCommand returns the command and the completions of the Kubernetes Job of the help.
func kubernetesCommand(t *testing.T) (command []string, completions int) {
	t.Helper()
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
	if err := yaml.Unmarshal([]byte(scalingBlock(t, "apiVersion: ")), &job); err != nil {
		t.Fatal(err)
	}
	containers := job.Spec.Template.Spec.Containers
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || len(containers) != 1 {
		t.Fatalf("not an Indexed Job with one container: %+v", job)
	}
	return slices.Concat(containers[0].Command, containers[0].Args), job.Spec.Completions
}

// scalingBlock returns the indented block of 'herald help scaling' that begins with some words.
func scalingBlock(t *testing.T, begin string) string {
	t.Helper()
	scaling, _, err := cli.Commands().Find([]string{"scaling"})
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(scaling.Long, "\n\n  "+begin)
	if !found {
		t.Fatalf("herald help scaling has no block that begins with %q", begin)
	}
	block, _, _ := strings.Cut(begin+rest, "\n\n")
	return strings.ReplaceAll(block, "\n  ", "\n") + "\n"
}

// The README has the same job array and the same command for Kubernetes, which are not run a second time.
func TestReadmeJobs(t *testing.T) {
	if job := scalingBlock(t, "#!/bin/sh"); !strings.Contains(readme(t), "```sh\n"+job+"```\n") {
		t.Errorf("the README does not have the job array of herald help scaling:\n%s", job)
	}
	var container struct{ Command, Args []string }
	_, block, _ := strings.Cut(readme(t), "```yaml\n")
	block, _, _ = strings.Cut(block, "```\n")
	if err := yaml.Unmarshal([]byte(block), &container); err != nil {
		t.Fatal(err)
	}
	want, _ := kubernetesCommand(t)
	if diff := cmp.Diff(want, slices.Concat(container.Command, container.Args)); diff != "" {
		t.Errorf("the README has another command for Kubernetes than herald help scaling (-help +README):\n%s", diff)
	}
}

// archiveToSplit returns a folder that holds a folder "archive" of 200 pages.
func archiveToSplit(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Rename(manyPages(t, 200), filepath.Join(dir, "archive")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// addRejected adds pages to the archive of which one is rejected: that must not fail a job.
func addRejected(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(filepath.Join(dir, "archive", "more"), os.DirFS("../../testdata/script/pages")); err != nil {
		t.Fatal(err)
	}
}

// shardsAreTheWhole compares the eight part.*.jsonl with a run over the whole.
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
