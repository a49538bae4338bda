package dev.trainyard.plan.web;

/** Examples for the OpenAPI document. */
final class PlanExamples {

    static final String JOB = """
            {"name":"admissions","datasetId":"ds_01JZ3V4K5M6N7P8Q9R0S1T2V3W",
             "definition":{"kind":"sequential","layers":[
               {"type":"dense","units":2,"activation":"sigmoid"},
               {"type":"dense","units":"auto","activation":"auto"}]},
             "target":["admit"],
             "training":{"epochs":100,"batchSize":32,"optimizer":{"type":"adam","learningRate":0.01}}}""";

    static final String PLAN = """
            {"valid":false,
             "layers":[{"index":0,"name":"dense_0","type":"dense","inputShape":[3],"outputShape":[2],"parameters":8,
               "arrays":[{"name":"kernel","shape":[3,2],"trainable":true},{"name":"bias","shape":[2],"trainable":true}]}],
             "parameters":8,
             "violations":[{"pointer":"/definition/layers/1/units","code":"shape_mismatch",
               "message":"the network answers [3], and a target of 2 classes needs 1 unit (or 2)",
               "suggestion":{"op":"replace","path":"/definition/layers/1/units","value":1}}],
             "warnings":[]}""";

    static final String UNKNOWN_FIELD = """
            {"type":"/problems/unknown_field","title":"The request has a field that does not exist","status":400,
             "detail":"/training/optimizer/learnig_rate: there is no field 'learnig_rate'; did you mean 'learningRate'?",
             "instance":"/api/v1/plans","code":"unknown_field","requestId":"01jz3v4k5m6n7p8q9r0s1t2v3w",
             "errors":[{"pointer":"/training/optimizer/learnig_rate","code":"unknown_field",
               "message":"there is no field 'learnig_rate'; did you mean 'learningRate'?",
               "suggestion":{"op":"move","path":"/training/optimizer/learningRate",
                 "from":"/training/optimizer/learnig_rate"}}]}""";

    private PlanExamples() {}
}
