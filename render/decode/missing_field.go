package decode

import (
	"render/internal/later"
	"render/render/wording"
)

// missingField is a field that people look for and that there is not: what it lacks,
// and the one in its place.
type missingField struct {
	instead string
	wording.Fault
}

// unsupported are such fields by type.
func unsupported() map[string]map[string]missingField { return unsupportedOnce.Get(makeUnsupported) }

var unsupportedOnce later.Value[map[string]map[string]missingField]

func makeUnsupported() map[string]map[string]missingField {
	pools := missingField{"name", wording.Fault{Code: "field-unknown", Message: "unknown field " + wording.Quote("pools"), Help: "write name: NAME here, and at each pool that this router is to hear of advertisements: [{peers: [NAME]}]"}}
	return map[string]map[string]missingField{
		"BGPPeer":    {"pools": pools},
		"BackendTLS": {"credentialName": {"ca", wording.Fault{Code: "field-unknown", Message: "unknown field " + wording.Quote("credentialName"), Help: "write ca: {secret: NAME}"}}},
		"SOPS": {
			"pgp":      {"age", wording.Fault{Code: "field-unknown", Message: "render encrypts for age keys, and not for PGP's", Help: sopsAge}},
			"kms":      {"age", wording.Fault{Code: "field-unknown", Message: "render encrypts for age keys, and not by a cloud's KMS", Help: sopsAge}},
			"gcp_kms":  {"age", wording.Fault{Code: "field-unknown", Message: "render encrypts for age keys, and not by a cloud's KMS", Help: sopsAge}},
			"azure_kv": {"age", wording.Fault{Code: "field-unknown", Message: "render encrypts for age keys, and not by a cloud's KMS", Help: sopsAge}},
			"hc_vault": {"age", wording.Fault{Code: "field-unknown", Message: "render encrypts for age keys, and not by Vault", Help: sopsAge}},
		},
	}
}

const sopsAge = "write age: [RECIPIENT], as age-keygen prints it: sops, Flux and KSOPS take an age key too"
