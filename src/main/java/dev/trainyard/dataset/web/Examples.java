package dev.trainyard.dataset.web;

/** What the OpenAPI document shows. */
final class Examples {

    static final String ID = "ds_01JZ3V4K5M6N7P8Q9R0S1T2V3W";

    static final String SPEC = """
            {"name":"admissions","kind":"tabular","header":true,"delimiter":",","nullValues":["","NA"],
             "columns":[{"name":"admit","type":"categorical"}]}""";

    static final String DATASET = """
            {"id":"ds_01JZ3V4K5M6N7P8Q9R0S1T2V3W","name":"admissions","kind":"tabular","state":"ready","revision":1,
             "rows":400,"bytes":5088,
             "sha256":"5f3c1d2b4a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f",
             "typedSha256":"0f1e2d3c4b5a69788796a5b4c3d2e1f05f3c1d2b4a69788796a5b4c3d2e1f00f",
             "columns":[
               {"name":"gre","type":"numeric","missing":0,"distinct":26,"min":220,"max":800,"mean":587.7,"std":115.5},
               {"name":"admit","type":"categorical","missing":0,"distinct":2,"categories":["0","1"],"counts":[273,127]}],
             "rejected":{"rows":0},
             "warnings":[{"code":"imbalanced_target","column":"admit",
               "message":"the largest class of 'admit' has 273 rows, the smallest 127; balanced class weights may help"}],
             "createdAt":"2026-01-31T12:00:00Z","updatedAt":"2026-01-31T12:00:01Z"}""";

    static final String PAGE = """
            {"data":[{"id":"ds_01JZ3V4K5M6N7P8Q9R0S1T2V3W","name":"admissions","kind":"tabular","state":"ready","tags":["growth"],
             "revision":1,"rows":400,"bytes":5088,
             "sha256":"5f3c1d2b4a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f","rejected":{"rows":0},
             "createdAt":"2026-01-31T12:00:00Z","updatedAt":"2026-01-31T12:00:01Z"}],
             "hasMore":true,"nextAfter":"ds_01JZ3V4K5M6N7P8Q9R0S1T2V3W"}""";

    static final String PROFILE = """
            {"rows":200,"columns":[
              {"column":{"name":"x","type":"numeric","missing":0,"distinct":200,"min":-4.0,"max":4.0,"mean":-0.25,"std":2.31},
               "quantiles":{"p25":-1.7,"median":-0.06,"p75":1.04},
               "histogram":{"edges":[-4.0,-2.0,0.0,2.0,4.0],"counts":[31,60,78,31]}},
              {"column":{"name":"label","type":"categorical","missing":0,"distinct":2,"categories":["0","1"],"counts":[105,95]},
               "top":[{"value":"0","count":105},{"value":"1","count":95}]}]}""";

    static final String PATCH = """
            {"nullValues":["","NA","n/a"],"columns":[{"name":"gpa","type":"numeric"}]}""";

    static final String ROWS = """
            {"data":[{"gre":380,"gpa":3.61,"rank":3,"admit":"0"},{"gre":660,"gpa":null,"rank":3,"admit":"1"}]}""";

    static final String REJECTS = """
            {"rows":37,"data":[{"line":14,"column":"gpa","value":"n/a","reason":"not_a_number",
               "message":"'n/a' stands where a number is expected","alike":36}],
             "suggestions":[{"message":"treat 37 cells `n/a` as missing",
               "suggestion":{"op":"add","path":"/nullValues","value":["","NA","NaN","null","?","n/a"]},
               "patch":{"nullValues":["","NA","NaN","null","?","n/a"]}}]}""";

    static final String NOT_FOUND = """
            {"type":"/problems/not_found","title":"There is no such thing","status":404,
             "detail":"there is no data set 'ds_01JZ3V4K5M6N7P8Q9R0S1T2V3X'",
             "instance":"/api/v1/datasets/ds_01JZ3V4K5M6N7P8Q9R0S1T2V3X","code":"not_found","requestId":"01jz3v4k5m","errors":[]}""";

    static final String INVALID_SPEC = """
            {"type":"/problems/invalid_dataset_spec","title":"The data set's description does not fit","status":422,
             "detail":"/delimiter: delimiter is 'ab'; it is one ASCII sign that is no letter and no digit",
             "instance":"/api/v1/datasets","code":"invalid_dataset_spec","requestId":"01jz3v4k5m",
             "errors":[{"pointer":"/delimiter","code":"invalid_value",
               "message":"delimiter is 'ab'; it is one ASCII sign that is no letter and no digit"}]}""";

    private Examples() {}
}
