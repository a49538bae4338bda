/** What operators install: settings, chart, manifests, checked against the code and against Kubernetes' own models. */
package dev.trainyard.install;
