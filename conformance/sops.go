package conformance

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"

	"render/conformance/clauses"
)

var encrypted = regexp.MustCompile(`^ENC\[AES256_GCM,data:[A-Za-z0-9+/]+=*,iv:[A-Za-z0-9+/]+=*,tag:[A-Za-z0-9+/]+=*,type:str\]$`)

// decrypted gives a Secret that sops encrypted as it will be once decrypted, but
// for what is secret in it: module conformance/secrets decrypts it for good. A
// value that is in clear, or a sum that is missing, is an error.
func (o *Object) decrypted() (*Object, []error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(o.json, &members); err != nil {
		return nil, []error{o.errorf("%w", err)}
	}
	var sops struct{ MAC, LastModified, Version string }
	if err := json.Unmarshal(members["sops"], &sops); err != nil {
		return nil, []error{clauses.Err(o.errorf("sops: %w", err))}
	}
	var errs []error
	if !encrypted.MatchString(sops.MAC) || sops.LastModified == "" || sops.Version == "" {
		errs = append(errs, clauses.Err(o.errorf("sops: needs mac, lastmodified and version")))
	}
	delete(members, "sops")
	for member, redacted := range map[string]string{"data": "cmVkYWN0ZWQ=", "stringData": "redacted"} {
		if members[member] == nil {
			continue
		}
		var values map[string]string
		if err := json.Unmarshal(members[member], &values); err != nil {
			return nil, append(errs, clauses.Err(o.errorf("%s: %w", member, err)))
		}
		for _, key := range slices.Sorted(maps.Keys(values)) {
			if values[key] != "" && !encrypted.MatchString(values[key]) {
				errs = append(errs, clauses.Err(o.errorf("%s: %q is in clear, or is not what sops writes", member, key)))
			}
			values[key] = redacted
		}
		text, err := json.Marshal(values)
		if err != nil {
			return nil, append(errs, o.errorf("%w", err))
		}
		members[member] = text
	}
	text, err := json.Marshal(members)
	if err != nil {
		return nil, append(errs, o.errorf("%w", err))
	}
	clear := *o
	clear.json = text
	return &clear, errs
}

// sopsEncrypted reports whether a Secret holds what sops needs to decrypt it.
func (o *Object) sopsEncrypted() bool {
	var members map[string]json.RawMessage
	return o.APIVersion == "v1" && o.Kind == "Secret" && json.Unmarshal(o.json, &members) == nil && members["sops"] != nil
}
