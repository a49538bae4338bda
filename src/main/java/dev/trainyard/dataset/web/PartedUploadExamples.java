package dev.trainyard.dataset.web;

/** What the OpenAPI document shows of uploads in parts. */
final class PartedUploadExamples {

    static final String ID = "up_01JZ3V4K5M6N7P8Q9R0S1T2V3W";

    static final String BEGIN = """
            {"bytes":31457280,"fileName":"clicks.csv.gz",
             "sha256":"5f3c1d2b4a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f",
             "spec":{"name":"clicks","kind":"tabular"}}""";

    static final String UPLOAD = """
            {"id":"up_01JZ3V4K5M6N7P8Q9R0S1T2V3W","state":"open","name":"clicks","fileName":"clicks.csv.gz",
             "bytes":31457280,"partBytes":16777216,
             "sha256":"5f3c1d2b4a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f",
             "arrived":{"parts":1,"bytes":16777216},
             "parts":[
               {"number":1,"offset":0,"bytes":16777216,"arrived":true,
                "etag":"0f1e2d3c4b5a69788796a5b4c3d2e1f05f3c1d2b4a69788796a5b4c3d2e1f00f","method":"PUT",
                "url":"http://localhost:8080/api/v1/datasets/uploads/up_01JZ3V4K5M6N7P8Q9R0S1T2V3W/parts/1?expires=1769864400&ticket=Jx0…"},
               {"number":2,"offset":16777216,"bytes":14680064,"arrived":false,"method":"PUT",
                "url":"http://localhost:8080/api/v1/datasets/uploads/up_01JZ3V4K5M6N7P8Q9R0S1T2V3W/parts/2?expires=1769864400&ticket=b7Q…"}],
             "urlsExpireAt":"2026-01-31T13:00:00Z","createdAt":"2026-01-31T12:00:00Z","expiresAt":"2026-02-01T12:00:00Z"}""";

    static final String UPLOADS = """
            {"data":[{"id":"up_01JZ3V4K5M6N7P8Q9R0S1T2V3W","state":"open","name":"clicks","fileName":"clicks.csv.gz",
             "bytes":31457280,"partBytes":16777216,"createdAt":"2026-01-31T12:00:00Z","expiresAt":"2026-02-01T12:00:00Z"}],
             "hasMore":false,"nextAfter":null}""";

    static final String COMPLETING = """
            {"id":"up_01JZ3V4K5M6N7P8Q9R0S1T2V3W","state":"completing","name":"clicks","fileName":"clicks.csv.gz",
             "bytes":31457280,"partBytes":16777216,"createdAt":"2026-01-31T12:00:00Z","expiresAt":"2026-02-01T12:00:00Z"}""";

    static final String PART = """
            {"number":1,"bytes":16777216,"etag":"0f1e2d3c4b5a69788796a5b4c3d2e1f05f3c1d2b4a69788796a5b4c3d2e1f00f"}""";

    static final String COMPLETE = """
            {"parts":[{"number":1,"etag":"0f1e2d3c4b5a69788796a5b4c3d2e1f05f3c1d2b4a69788796a5b4c3d2e1f00f"},
                      {"number":2,"etag":"1e2d3c4b5a69788796a5b4c3d2e1f05f3c1d2b4a69788796a5b4c3d2e1f00f0f"}],
             "sha256":"5f3c1d2b4a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f"}""";

    static final String INVALID = """
            {"type":"/problems/invalid_upload","title":"The upload or its parts do not fit","status":422,
             "detail":"part 2 has not arrived; send its 14680064 bytes from byte 16777216 on",
             "instance":"/api/v1/datasets/uploads/up_01JZ3V4K5M6N7P8Q9R0S1T2V3W/complete","code":"invalid_upload",
             "requestId":"01jz3v4k5m",
             "errors":[{"pointer":"/parts/1","code":"missing_part",
               "message":"part 2 has not arrived; send its 14680064 bytes from byte 16777216 on"}]}""";

    static final String NOT_FOUND = """
            {"type":"/problems/not_found","title":"There is no such thing","status":404,
             "detail":"there is no upload 'up_01JZ3V4K5M6N7P8Q9R0S1T2V3X'; perhaps it was aborted, or expired and was swept",
             "instance":"/api/v1/datasets/uploads/up_01JZ3V4K5M6N7P8Q9R0S1T2V3X","code":"not_found",
             "requestId":"01jz3v4k5m","errors":[]}""";

    private PartedUploadExamples() {}
}
