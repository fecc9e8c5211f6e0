package main

import (
	"context"
	"crypto/rand"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The Slurm job array of the help, in a real Slurm: together its shards hold exactly the lines of the whole. It runs where
// slurm-wlm is installed and the test may start its daemons.
func TestSlurmArrayIsTheWhole(t *testing.T) {
	skipInShort(t, "it starts Slurm")
	for _, tool := range []string{"munged", "munge", "slurmctld", "slurmd", "sbatch", "scontrol"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	if os.Geteuid() != 0 {
		t.Skip("slurmd runs as root")
	}
	startSlurm(t, t.TempDir())
	dir := archiveToSplit(t)
	addRejected(t, dir)
	job := dir + "/job.sh"
	if err := os.WriteFile(job, []byte(scalingBlock(t, "#!/bin/sh")), 0o777); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // eight jobs on a busy machine
	defer cancel()
	said, err := exec.CommandContext(ctx, "sbatch", "--wait", "--chdir="+dir, "-o", dir+"/said.%a", job).CombinedOutput()
	if err != nil {
		t.Fatalf("sbatch: %v: %s", err, said)
	}
	shardsAreTheWhole(t, dir)
}

// startSlurm starts a Slurm with one node on loopback, which the commands of this test then use.
func startSlurm(t *testing.T, dir string) {
	t.Helper()
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	host, _, _ = strings.Cut(host, ".")
	conf, key, socket := dir+"/slurm.conf", dir+"/key", dir+"/munge.sock"
	settings := strings.NewReplacer("DIR", dir, "HOST", host, "PORT1", freePort(t), "PORT2", freePort(t)).Replace(slurmConf)
	if err := os.WriteFile(conf, []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(key, []byte(strings.Repeat(rand.Text(), 40)), 0o600); err != nil { // munge wants 32 bytes or more
		t.Fatal(err)
	}
	t.Setenv("SLURM_CONF", conf)
	start(t, "munged", "--foreground", "--force", "--key-file="+key, "--socket="+socket, "--pid-file="+dir+"/munged.pid",
		"--log-file="+dir+"/munged.log", "--seed-file="+dir+"/seed")
	await(t, "munge", "-n", "-S", socket)
	start(t, "slurmctld", "-D")
	await(t, "scontrol", "ping")
	start(t, "slurmd", "-D", "-N", host)

}

const slurmConf = `ClusterName=herald
SlurmctldHost=HOST(127.0.0.1)
SlurmUser=root
SlurmctldPort=PORT1
SlurmdPort=PORT2
AuthInfo=socket=DIR/munge.sock
StateSaveLocation=DIR/state
SlurmdSpoolDir=DIR/spool
SlurmctldPidFile=DIR/slurmctld.pid
SlurmdPidFile=DIR/slurmd.pid
SlurmctldLogFile=DIR/slurmctld.log
SlurmdLogFile=DIR/slurmd.log
ProctrackType=proctrack/linuxproc
JobAcctGatherType=jobacct_gather/none
MailProg=/bin/true
ReturnToService=2
NodeName=HOST NodeAddr=127.0.0.1 CPUs=2
PartitionName=all Nodes=HOST Default=YES
`

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// start starts a daemon that ends with the test.
func start(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	log, err := os.Create(filepath.Join(t.TempDir(), name))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // the exit code of a daemon does not matter
		if said, err := os.ReadFile(log.Name()); err == nil && t.Failed() {
			t.Logf("%s: %s", name, said)
		}
	})
}

// await runs a client of a daemon until it succeeds.
func await(t *testing.T, name string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for range time.Tick(100 * time.Millisecond) {
		said, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
		if err == nil && !strings.Contains(string(said), "DOWN") {
			return
		}
		if ctx.Err() != nil {
			t.Fatalf("%s: %v: %s", name, err, said)
		}
	}
}
