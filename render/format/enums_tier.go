package format

// Protocol is what is spoken on an app's port.
type Protocol string

// The words of Protocol.
const (
	ProtocolHTTP  Protocol = "http"
	ProtocolHTTP2 Protocol = "http2"
	ProtocolGRPC  Protocol = "grpc"
	ProtocolHTTPS Protocol = "https"
	ProtocolTLS   Protocol = "tls"
	ProtocolTCP   Protocol = "tcp"
)

// Words lists them.
func (Protocol) Words() []string {
	return wordsOf(ProtocolHTTP, ProtocolHTTP2, ProtocolGRPC, ProtocolHTTPS, ProtocolTLS, ProtocolTCP)
}

// Encrypted reports whether TLS is spoken.
func (p Protocol) Encrypted() bool { return p == ProtocolTLS || p == ProtocolHTTPS }

// Connections reports whether what is spoken is no HTTP for a gateway.
func (p Protocol) Connections() bool { return p == ProtocolTLS || p == ProtocolTCP }

// RedirectCode is the status code of a redirect.
type RedirectCode string

// The words of RedirectCode.
const (
	MovedPermanently  RedirectCode = "301"
	Found             RedirectCode = "302"
	SeeOther          RedirectCode = "303"
	TemporaryRedirect RedirectCode = "307"
	PermanentRedirect RedirectCode = "308"
)

// Words lists them.
func (RedirectCode) Words() []string {
	return wordsOf(MovedPermanently, Found, SeeOther, TemporaryRedirect, PermanentRedirect)
}

// TrafficPolicy is whether nodes pass traffic on to others.
type TrafficPolicy string

// The words of TrafficPolicy.
const (
	TrafficCluster TrafficPolicy = "Cluster"
	TrafficLocal   TrafficPolicy = "Local"
)

// Words lists them.
func (TrafficPolicy) Words() []string { return wordsOf(TrafficCluster, TrafficLocal) }

// ServiceType is how a gateway's Service is reached.
type ServiceType string

// The words of ServiceType.
const (
	ServiceLoadBalancer ServiceType = "LoadBalancer"
	ServiceNodePort     ServiceType = "NodePort"
	ServiceClusterIP    ServiceType = "ClusterIP"
)

// Words lists them.
func (ServiceType) Words() []string {
	return wordsOf(ServiceLoadBalancer, ServiceNodePort, ServiceClusterIP)
}

// WorkloadKind is what makes a gateway's pods.
type WorkloadKind string

// The words of WorkloadKind.
const (
	KindDeployment WorkloadKind = "Deployment"
	KindDaemonSet  WorkloadKind = "DaemonSet"
)

// Words lists them.
func (WorkloadKind) Words() []string { return wordsOf(KindDeployment, KindDaemonSet) }

// AttachWhose is whose routes a Gateway takes.
type AttachWhose string

// The words of AttachWhose.
const (
	AttachOwn AttachWhose = "own"
	AttachAll AttachWhose = "all"
)

// Words lists them.
func (AttachWhose) Words() []string { return wordsOf(AttachOwn, AttachAll) }

// TLSMode is how port 443 speaks.
type TLSMode string

// The words of TLSMode.
const (
	TLSSimple         TLSMode = "simple"
	TLSMutual         TLSMode = "mutual"
	TLSOptionalMutual TLSMode = "optional-mutual"
	TLSPassthrough    TLSMode = "passthrough"
	TLSOff            TLSMode = "off"
)

// Words lists them.
func (TLSMode) Words() []string {
	return wordsOf(TLSSimple, TLSMutual, TLSOptionalMutual, TLSPassthrough, TLSOff)
}

// TLSVersion is a version of TLS.
type TLSVersion string

// The words of TLSVersion.
const (
	TLS10 TLSVersion = "1.0"
	TLS11 TLSVersion = "1.1"
	TLS12 TLSVersion = "1.2"
	TLS13 TLSVersion = "1.3"
)

// Words lists them.
func (TLSVersion) Words() []string { return wordsOf(TLS10, TLS11, TLS12, TLS13) }

// PortProtocol is what is spoken on a gateway's port, or its transport alone.
type PortProtocol string

// The words of PortProtocol.
const (
	PortTCP PortProtocol = "TCP"
	PortUDP PortProtocol = "UDP"
)

// Words lists them.
func (PortProtocol) Words() []string {
	return append(wordsOf(ProtocolHTTP, ProtocolHTTP2, ProtocolGRPC, ProtocolHTTPS, ProtocolTLS, ProtocolTCP), string(PortTCP), string(PortUDP))
}

// PortTLSMode is how TLS is spoken on a gateway's port.
type PortTLSMode string

// Words lists them.
func (PortTLSMode) Words() []string {
	return wordsOf(TLSSimple, TLSMutual, TLSOptionalMutual, TLSPassthrough)
}

// TolerationOperator is how a taint's value is compared.
type TolerationOperator string

// The words of TolerationOperator.
const (
	TolerationExists TolerationOperator = "Exists"
	TolerationEqual  TolerationOperator = "Equal"
)

// Words lists them.
func (TolerationOperator) Words() []string { return wordsOf(TolerationExists, TolerationEqual) }

// TaintEffect is what a taint does.
type TaintEffect string

// The words of TaintEffect.
const (
	TaintNoSchedule       TaintEffect = "NoSchedule"
	TaintPreferNoSchedule TaintEffect = "PreferNoSchedule"
	TaintNoExecute        TaintEffect = "NoExecute"
)

// Words lists them.
func (TaintEffect) Words() []string {
	return wordsOf(TaintNoSchedule, TaintPreferNoSchedule, TaintNoExecute)
}
