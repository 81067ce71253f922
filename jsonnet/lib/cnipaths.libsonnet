// Where nodes keep the configuration and the programs of CNI plugins, as values of
// Istio's chart cni.
function(c) {
  [if c.confDir != null then 'cniConfDir']: c.confDir,
  [if c.binDir != null then 'cniBinDir']: c.binDir,
}
