// Package ci owns the judgement of what runs render for a repository: GitHub's action and
// the hooks of pre-commit.
//
// In go action.yml, its scripts and .pre-commit-hooks.yaml; out comes whether they do what they
// say, by running them on repositories made up here. It has tests alone, and must never reach a
// repository that somebody else has.
package ci
