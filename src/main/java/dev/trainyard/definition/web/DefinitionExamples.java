package dev.trainyard.definition.web;

/** Examples for the OpenAPI document. */
final class DefinitionExamples {

    static final String ID = "def_01JZ3V4K5M6N7P8Q9R0S1T2V3W";

    static final String NETWORK = """
            {"name":"admissions-mlp","kind":"sequential","layers":[
              {"type":"dense","units":16,"activation":"relu"},
              {"type":"dropout","rate":0.2},
              {"type":"dense","units":"auto","activation":"auto"}]}""";

    static final String PAGE = """
            {"data":[{"id":"def_01JZ3V4K5M6N7P8Q9R0S1T2V3W","name":"ring-net","createdAt":"2026-01-31T12:00:00Z",
             "definition":{"kind":"sequential","name":"ring-net","layers":[
               {"type":"dense","units":4,"activation":"tanh"},
               {"type":"dense","units":"auto","activation":"auto"}]}}],"hasMore":false,"nextAfter":null}""";

    static final String KERAS = """
            {"module":"keras","class_name":"Sequential","config":{"name":"ring_net","layers":[
              {"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,2]}},
              {"module":"keras.layers","class_name":"Dense","config":{"name":"dense_0","units":4,"activation":"tanh"}}]}}""";

    static final String SCHEMA = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","oneOf":[{"$ref":"#/$defs/sequential"}],
             "$defs":{"sequential":{"type":"object","required":["kind","layers"]}}}""";

    static final String TEMPLATE = """
            {"name":"playground","description":"The TensorFlow Playground as it opens.","sample":"circle",
             "job":{"name":"playground","task":"classification","training":{"epochs":100,"batchSize":10,"seed":42},
               "definition":{"name":"playground","kind":"sequential","layers":[
                 {"type":"dense","units":4,"activation":"tanh"},{"type":"dense","units":"auto","activation":"auto"}]}},
             "definition":{"name":"playground","kind":"sequential","layers":[
               {"type":"dense","units":4,"activation":"tanh"},{"type":"dense","units":"auto","activation":"auto"}]}}""";

    static final String TEMPLATES = "{\"data\":[" + TEMPLATE + "],\"hasMore\":false,\"nextAfter\":null}";

    static final String UNKNOWN_FIELD = """
            {"type":"/problems/unknown_field","title":"The request has a field that does not exist","status":400,
             "detail":"/layers/0/unit: there is no field 'unit'; did you mean 'units'?",
             "instance":"/api/v1/definitions","code":"unknown_field","requestId":"01jz3v4k5m6n7p8q9r0s1t2v3w",
             "errors":[{"pointer":"/layers/0/unit","code":"unknown_field",
               "message":"there is no field 'unit'; did you mean 'units'?",
               "suggestion":{"op":"move","path":"/layers/0/units","from":"/layers/0/unit"}}]}""";

    static final String INVALID = """
            {"type":"/problems/invalid_definition","title":"The model definition does not fit","status":422,
             "detail":"/layers/0/units: units is -3; it is a whole number from 1 to 16000000, or \\"auto\\"",
             "instance":"/api/v1/definitions","code":"invalid_definition","requestId":"01jz3v4k5m6n7p8q9r0s1t2v3w",
             "errors":[{"pointer":"/layers/0/units","code":"invalid_value",
               "message":"units is -3; it is a whole number from 1 to 16000000, or \\"auto\\""}]}""";

    private DefinitionExamples() {}
}
