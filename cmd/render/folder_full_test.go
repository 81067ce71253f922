//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"errors"
	"io"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"render/internal/disk"
)

// TestFolderFull fills the disk at every write: the run says so, the folder is as it
// was with nothing left beside, and the next run ends right.
func TestFolderFull(t *testing.T) {
	one, two := newFolderState(t, someApps(0, 5, "1", "")), newFolderState(t, someApps(2, 8, "2", "metallb: none\n"))
	folder := quick(t)
	withForeign(t, folder)
	if err := one.write(disk.New(nil), folder, io.Discard); err != nil {
		t.Fatal(err)
	}
	full := 0
	for number := 1; ; number++ {
		count := 0
		d := disk.NewFailing(func(step disk.Step, _ string) error {
			switch step {
			case disk.StepFolder, disk.StepList, disk.StepWriteList, disk.StepCreate, disk.StepWrite, disk.StepSync, disk.StepSyncAll:
				if count++; count >= number {
					return syscall.ENOSPC
				}
			}
			return nil
		})
		err := two.write(d, folder, io.Discard)
		if err == nil {
			break
		}
		full++
		if failed := (*failure)(nil); !errors.As(err, &failed) || failed.code != exitInput || !strings.HasSuffix(err.Error(), ": cannot be written: no space left on device") {
			t.Errorf("full at %d: %v", number, err)
		}
		if err := one.is(filesOf(t, folder)); err != nil {
			t.Fatalf("full at %d: %v", number, err)
		}
	}
	if err := two.is(filesOf(t, folder)); err != nil || full < 30 {
		t.Errorf("%v, full %d times", err, full)
	}
	t.Logf("full %d times", full)
}

// TestFolderSmallDisk does the same on a disk that is really full, where one can be had.
func TestFolderSmallDisk(t *testing.T) {
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=200k", "none", folder).CombinedOutput(); err != nil {
		t.Skipf("NOT TESTED: no small disk to be had: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	})
	one, two := newFolderState(t, someApps(0, 3, "1", "")), newFolderState(t, someApps(0, 60, "2", ""))
	withForeign(t, folder)
	if err := one.write(disk.New(nil), folder, io.Discard); err != nil {
		t.Fatal(err)
	}
	err := two.write(disk.New(nil), folder, io.Discard)
	if err == nil || !strings.HasSuffix(err.Error(), ": cannot be written: no space left on device") {
		t.Errorf("%v", err)
	}
	if err := one.is(filesOf(t, folder)); err != nil {
		t.Error(err)
	}
}
