package main

import (
	"context"
	"io/fs"
	"strings"

	"render/internal/disk"
	"render/internal/later"
	"render/render"
	"render/render/diag"
	"render/render/starter"
)

// checkStarter renders what answers make of a file, and writes nothing. Certificates are made afterwards.
func checkStarter(s *shell, file string, a starter.Answers) (*render.Output, diag.List, error) {
	var files fs.FS = disk.NewFolder(topologyFolder(file), false, nil, "")
	in := render.Input{Name: file, Text: []byte(starter.Write(a).String()), Files: files, Secrets: "redacted"}
	var out *render.Output
	err := s.limits.bound(func(ctx context.Context) (err error) {
		out, err = render.Render(ctx, in)
		return err
	})
	if err != nil {
		return nil, nil, ended(file, err)
	}
	return out, out.Diagnostics, nil
}

// flagOf are the flags by the answers that they give.
func flagOf() map[string]string { return flagOfOnce.Get(makeFlagOf) }

var flagOfOnce later.Value[map[string]string]

func makeFlagOf() map[string]string {
	return map[string]string{"Name": "--name", "MicroK8s": "--microk8s", "Kubernetes": "--kubernetes", "MetalLB": "--metallb", "Istio": "--istio", "GatewayAPI": "--gateway-api", "IP": "--ip", "Hosts": "--host", "Image": "--image", "Port": "--port"}
}

// refused tells what is wrong with the flags, which made the file that is not written.
func refusedFlags(s *shell, list diag.List, text *starter.Text) error {
	var lines []string
	for _, d := range list.Sorted() {
		if d.Severity != diag.Error {
			continue
		}
		answer, ok := text.Answer(d.Place.Line)
		if !ok {
			_ = diag.Text(s.stderr, list) // where stderr fails, nobody is left to tell
			return &failure{code: exitInput}
		}
		if answer.Name == "Port" && strings.Contains(d.Message, ":") {
			parts := strings.Split(strings.Trim(d.Message[:strings.Index(d.Message, " ")], `"`), ":")
			d.Help = "write: " + parts[len(parts)-1] + ", where the image listens, and nothing else: the gateway has ports of its own"
		}
		lines = append(lines, flagOf()[answer.Name]+": "+told(d))
	}
	return usage("%s", strings.Join(lines, "\nrender: "))
}

// told is what is wrong, in one line.
func told(d diag.Diagnostic) string {
	bare := diag.Diagnostic{Message: d.Message}
	if d.Help == "" {
		return bare.Header()
	}
	return bare.Header() + "; " + d.Help
}
