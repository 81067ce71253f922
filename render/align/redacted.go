package align

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/secret"
)

// redacted takes values of Secrets away that are redacted on one side alone: nobody
// knows whether they differ.
func (a *Aside) redacted(old, new []manifest.Manifest) (olds, news []manifest.Manifest, aside Aside) {
	byID := map[manifest.ID]int{}
	for i := range old {
		if id := old[i].ID(); id.IsSecret() || isSealed(id) {
			byID[id] = i
		}
	}
	olds, news = slices.Clone(old), slices.Clone(new)
	for j := range news {
		i, both := byID[news[j].ID()]
		if !both {
			continue
		}
		switch was, is := &olds[i].Object, &news[j].Object; {
		case secret.Unread(*was) || secret.Unread(*is):
			a.encrypted(was, is, isSealed(news[j].ID()))
		case isSealed(news[j].ID()) || was.Get("sops") != nil || is.Get("sops") != nil:
		default:
			a.inClear(was, is)
		}
	}
	return olds, news, *a
}

func isSealed(id manifest.ID) bool { return id.Kind == "SealedSecret" && id.Group == "bitnami.com" }

// inClear does so with a Secret that is as it is applied.
func (a *Aside) inClear(was, is *manifest.Object) {
	hidden := func(m manifest.Member) bool {
		return m.Key != "tls.key" && m.Value == secret.RedactedValue && is.Object("data").Get(m.Key) == secret.RedactedValue
	}
	if slices.ContainsFunc(was.Object("data"), hidden) {
		a.Hidden++
	}
	for _, m := range was.Object("data") {
		now := is.Object("data").Get(m.Key)
		if now == nil || compare.Equal(m.Value, now) || m.Value != secret.RedactedValue && now != secret.RedactedValue {
			continue
		}
		a.Redacted++
		redact(was, is, "data", m.Key)
	}
}

// encrypted does so with one of ciphertext, or what a controller makes one of, where the certificate
// of a side was not read: its sum and the ciphertext say nothing of whether it is another one.
func (a *Aside) encrypted(was, is *manifest.Object, sealed bool) {
	at := []string{"data"}
	if sealed {
		at = []string{"spec", "encryptedData"}
	} else if was.Get("sops") == nil || is.Get("sops") == nil {
		return // of which one side is in clear, which is to be told
	}
	if secret.Unread(*was) && secret.Unread(*is) {
		a.Hidden++
	}
	then, now := *was, *is
	for _, name := range at {
		then, now = then.Object(name), now.Object(name)
	}
	for _, m := range then {
		if other := now.Get(m.Key); other != nil {
			if !secret.Unread(*was) || !secret.Unread(*is) {
				a.Redacted++
			}
			redact(was, is, append(slices.Clone(at), m.Key)...)
		}
	}
	for _, mark := range secret.Marks() {
		if noted(*was, mark) && noted(*is, mark) {
			redact(was, is, "metadata", "annotations", mark)
		}
	}
	if !sealed {
		*was, *is = was.With(manifest.Object{}, "sops"), is.With(manifest.Object{}, "sops")
	}
}

func noted(object manifest.Object, mark string) bool {
	return object.Object("metadata").Object("annotations").Get(mark) != nil
}

// redact puts the word for what was redacted in the same place of both.
func redact(was, is *manifest.Object, path ...string) {
	*was, *is = was.With(secret.RedactedValue, path...), is.With(secret.RedactedValue, path...)
}
