// Package editor owns the judgement of the topology's JSON Schema by what editors read it
// with, yaml-language-server: what is offered while somebody types, what is told of a field, and what is
// called wrong.
//
// In go the schema as the tool prints it, the examples and inputs that are wrong; out comes what an
// editor would show. Its tests fail where the server is not there (make conformance-editor installs
// it); it must never ask the network for a schema.
package editor

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Server is a language server that runs, spoken to over its standard streams.
type Server struct {
	command *exec.Cmd
	in      io.WriteCloser
	answers chan message
	number  int
	opened  int
	stopped chan error
}

// message is one of JSON-RPC: a question, an answer, or what is told.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// patience is how long an answer may take, on a machine that has other work.
const patience = 2 * time.Minute

// Start runs the server of an npm folder.
func Start(folder string) (*Server, error) {
	s := &Server{command: exec.Command("node", filepath.Join(folder, "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"),
		answers: make(chan message, 1000), stopped: make(chan error, 1)}
	var err error
	if s.in, err = s.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	go func() { s.stopped <- s.listen(bufio.NewReader(out)) }()
	if err := s.Ask("initialize", map[string]any{"processId": nil, "rootUri": nil, "capabilities": map[string]any{
		"textDocument": map[string]any{"completion": map[string]any{"completionItem": map[string]any{"snippetSupport": true, "documentationFormat": []string{"markdown"}}}, "hover": map[string]any{}},
	}}, nil); err != nil {
		return nil, err
	}
	if err := s.tell("initialized", map[string]any{}); err != nil {
		return nil, err
	}
	return s, s.tell("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"yaml": map[string]any{
		"validate": true, "hover": true, "completion": true, "schemaStore": map[string]any{"enable": false}, "kubernetesCRDStore": map[string]any{"enable": false},
	}}})
}

// Stop ends the server.
func (s *Server) Stop() error {
	_ = s.tell("exit", nil)
	_ = s.in.Close()
	done := make(chan error, 1)
	go func() { done <- s.command.Wait() }()
	select {
	case <-done:
		return nil
	case <-time.After(10 * time.Second):
		return s.command.Process.Kill()
	}
}

// listen reads what the server says until it stops.
func (s *Server) listen(out *bufio.Reader) error {
	for {
		length := 0
		for {
			line, err := out.ReadString('\n')
			if err != nil {
				return err
			}
			line = strings.TrimSpace(line)
			if line == "" {
				break
			}
			if value, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				if length, err = strconv.Atoi(value); err != nil {
					return err
				}
			}
		}
		text := make([]byte, length)
		if _, err := io.ReadFull(out, text); err != nil {
			return err
		}
		var m message
		if err := json.Unmarshal(text, &m); err != nil {
			return err
		}
		s.answers <- m
	}
}

func (s *Server) send(value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(text), text)
	return err
}

func (s *Server) tell(method string, params any) error {
	return s.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// Ask asks the server something, and waits for its answer.
func (s *Server) Ask(method string, params, into any) error {
	s.number++
	if err := s.send(map[string]any{"jsonrpc": "2.0", "id": s.number, "method": method, "params": params}); err != nil {
		return err
	}
	return s.until(func(m message) (bool, error) {
		if m.Method != "" || string(m.ID) != strconv.Itoa(s.number) {
			return false, nil
		}
		if m.Error != nil {
			return true, errors.New(method + ": " + m.Error.Message)
		}
		if into == nil {
			return true, nil
		}
		return true, json.Unmarshal(m.Result, into)
	})
}

// until takes what the server says until something is found in it. What the server asks is
// answered with nothing.
func (s *Server) until(found func(message) (bool, error)) error {
	limit := time.After(patience)
	for {
		select {
		case m := <-s.answers:
			if m.Method != "" && m.ID != nil {
				if err := s.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": nil}); err != nil {
					return err
				}
			}
			if ok, err := found(m); ok || err != nil {
				return err
			}
		case err := <-s.stopped:
			return fmt.Errorf("the server has stopped: %w", err)
		case <-limit:
			return errors.New("the server does not answer")
		}
	}
}
