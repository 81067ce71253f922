// When Flux goes on behind an object of a kind, where its own rules (kstatus) do not know:
// by "Kind.group", expressions of CEL over the object. Where there is no status yet none
// can be evaluated, and Flux waits; has(status) is no expression, since that is no field.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#health-check-expressions
local condition(type, status) =
  "status.conditions.exists(c, c.type == '" + type + "' && c.status == '" + status + "')";

local conditions = 'has(status.conditions) && ';

local ready = { current: conditions + condition('Ready', 'True') };

// What it says of the object as it was before counts for nothing.
local managed = conditions + "status.conditions.exists(c, c.type == 'Ready' && c.status == 'True' && " +
                '(!has(c.observedGeneration) || c.observedGeneration == metadata.generation))';

local certManager = { apiVersion: 'cert-manager.io/v1', current: managed };

// An authority proves it by gateways to which DNS leads: the routes come before that, and do not wait.
local certificate = certManager {
  kind: 'Certificate',
  current: "has(metadata.annotations) && metadata.annotations.exists(k, k == 'render/solver' && " +
           "metadata.annotations[k] == 'http01') || " + managed,
};

local sail = {
  apiVersion: 'sailoperator.io/v1',
  current: conditions + condition('Ready', 'True') + " && has(status.state) && status.state == 'Healthy'",
  failed: conditions + condition('Reconciled', 'False'),
};

local parents = 'has(status.parents) && status.parents.size() > 0 && ';

// A route's status is one of each Gateway that it names.
local route = {
  current: parents + "status.parents.all(p, ['Accepted', 'ResolvedRefs'].all(t, p.conditions.exists(c, " +
           "c.type == t && c.status == 'True' && c.observedGeneration == metadata.generation)))",
};

{
  // Ready for kstatus once it has a clusterIP.
  Service: {
    apiVersion: 'v1',
    kind: 'Service',
    current: "!has(spec.type) || spec.type != 'LoadBalancer' || " +
             'has(status.loadBalancer) && has(status.loadBalancer.ingress) && status.loadBalancer.ingress.size() > 0',
  },
  'Gateway.gateway.networking.k8s.io': {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    current: conditions + "['Accepted', 'Programmed'].all(t, status.conditions.exists(c, c.type == t && " +
             "c.status == 'True' && c.observedGeneration == metadata.generation))",
  },
  'HTTPRoute.gateway.networking.k8s.io': route { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
  'TLSRoute.gateway.networking.k8s.io': route { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'TLSRoute' },
  'TCPRoute.gateway.networking.k8s.io': route { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'TCPRoute' },
  'IstioOperator.install.istio.io': {
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    current: "has(status.status) && status.status == 'HEALTHY'",
    failed: "has(status.status) && status.status == 'ERROR'",
  },
  'Istio.sailoperator.io': sail { kind: 'Istio' },
  'IstioCNI.sailoperator.io': sail { kind: 'IstioCNI' },
  // Without its status kstatus takes it for ready.
  'Certificate.cert-manager.io': certificate,
  'Issuer.cert-manager.io': certManager { kind: 'Issuer' },
  'ClusterIssuer.cert-manager.io': certManager { kind: 'ClusterIssuer' },
  'SealedSecret.bitnami.com': {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    current: conditions + condition('Synced', 'True'),
    failed: conditions + condition('Synced', 'False'),
  },
  'ExternalSecret.external-secrets.io': ready { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' },
}
