// Values of Istio's chart cni: those that are asked for, over where nodes keep the
// configuration and the programs of CNI plugins.
function(c) {
  [if c.confDir != null then 'cniConfDir']: c.confDir,
  [if c.binDir != null then 'cniBinDir']: c.binDir,
} + c.values
