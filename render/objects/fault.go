package objects

import "strconv"

// Fault is what a rule of a VirtualService does to some requests on purpose
// (https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection).
type Fault struct{ Field }

// Abort is of how many of a hundred requests fail, and with what: "503", or a status of gRPC. It
// is 0 where none do, as where nothing says how many (istio, pilot/pkg/networking/core/route,
// TranslateFault).
func (f Fault) Abort() (percent float64, with string) {
	abort := f.member("abort", Mapping)
	if status := abort.At("httpStatus").Raw(); status != nil {
		with = Canonical(status)
	} else if text, _ := abort.At("grpcStatus").Raw().(string); text != "" {
		with = "gRPC status " + text
	}
	if with == "" {
		return 0, ""
	}
	return number(abort.At("percentage", "value")), with
}

// Delay is of how many of a hundred requests wait, and for how long: "7s".
func (f Fault) Delay() (percent float64, by string) {
	delay := f.member("delay", Mapping)
	by, _ = delay.At("fixedDelay").Raw().(string)
	if by == "" {
		return 0, ""
	}
	if share := delay.At("percentage"); share.Present() {
		return number(share.At("value")), by
	}
	return number(delay.At("percent")), by
}

// number is what a field says, however it is written; 0 for what is none.
func number(f Field) float64 {
	if f.Raw() == nil {
		return 0
	}
	n, _ := strconv.ParseFloat(Canonical(f.Raw()), 64)
	return n
}
