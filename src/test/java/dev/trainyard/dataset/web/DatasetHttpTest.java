package dev.trainyard.dataset.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TrainyardTest
class DatasetHttpTest {

    private static final String DATASETS = "/api/v1/datasets";

    private final Http http;

    @Autowired
    DatasetHttpTest(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void readsMendsShowsAndDeletesAnUpload() {
        Http.Answer created = http.dataset("name=admissions", admissions(200, 7).getBytes(UTF_8));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.at("/id");
        String dataset = DATASETS + "/" + id;
        assertThat(created.location()).isEqualTo(dataset);
        assertThat(created.at("/name")).isEqualTo("admissions");
        assertThat(created.at("/state")).isEqualTo("ready");
        assertThat(created.json().at("/rows").asInt()).isEqualTo(193);
        assertThat(created.json().at("/rejected/rows").asInt()).isEqualTo(7);
        assertThat(created.at("/columns/0/type")).isEqualTo("numeric");
        assertThat(created.at("/columns/3/type")).isEqualTo("categorical");
        assertThat(created.at("/columns/3/categories/1")).isEqualTo("1");
        assertThat(created.at("/readAs/delimiter")).isEqualTo(",");

        Http.Answer rejects = http.get(dataset + "/rejects");
        assertThat(rejects.json().at("/data")).hasSize(7);
        assertThat(rejects.at("/data/0/line")).isEqualTo("2");
        assertThat(rejects.at("/data/0/column")).isEqualTo("gpa");
        assertThat(rejects.at("/data/0/value")).isEqualTo("n/a");
        assertThat(rejects.at("/data/0/reason")).isEqualTo("not_a_number");
        assertThat(rejects.at("/data/0/alike")).isEqualTo("6");
        assertThat(rejects.at("/suggestions/0/message")).isEqualTo("treat 7 cells `n/a` as missing");
        assertThat(http.get(dataset + "/rejects", "Accept", "text/csv").text())
                .startsWith("line,column,value,reason,message,alike\n2,\"gpa\",\"n/a\",not_a_number,");

        Http.Answer mended = http.read(http.patch(dataset, rejects.json().at("/suggestions/0/patch")));
        assertThat(mended.status()).as(mended.text()).isEqualTo(200);
        assertThat(mended.json().at("/revision").asInt()).isEqualTo(2);
        assertThat(mended.json().at("/rows").asInt()).isEqualTo(200);
        assertThat(mended.json().at("/columns/1/missing").asInt()).isEqualTo(7);
        assertThat(mended.at("/sha256")).isEqualTo(created.at("/sha256"));
        assertThat(mended.at("/typedSha256")).isNotEqualTo(created.at("/typedSha256"));

        Http.Answer rows = http.get(dataset + "/rows?limit=2");
        assertThat(rows.json().at("/data")).hasSize(2);
        assertThat(rows.json().at("/data/0/gpa").isNull()).isTrue();
        assertThat(rows.text()).startsWith("{\"data\":[{\"gre\":300,\"gpa\":null,\"rank\":1,\"admit\":\"0\"}");

        Http.Answer profile = http.get(dataset + "/profile?target=admit");
        assertThat(profile.status()).as(profile.text()).isEqualTo(200);
        assertThat(profile.json().at("/columns/0/histogram/counts")).hasSize(20);
        assertThat(profile.json().at("/associations")).hasSize(3);

        assertThat(http.get(dataset + "/content").text()).isEqualTo(admissions(200, 7));
        assertThat(http.patch(dataset, Map.of("name", "renamed"))
                        .json()
                        .at("/revision")
                        .asInt())
                .isEqualTo(2);
        assertThat(http.get(DATASETS + "?name=renamed&state=ready&kind=tabular").at("/data/0/id"))
                .isEqualTo(id);
        assertThat(http.delete(dataset).status()).isEqualTo(204);
        assertThat(http.get(dataset).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesFileAndSpecInAnyOrder(boolean specFirst) {
        String spec = part(
                "spec\"; filename=\"spec.json",
                "{\"delimiter\":\";\",\"columns\":[{\"index\":1,\"type\":\"categorical\"}]}");
        String file = part("file\"; filename=\"Häuser in Köln.csv", "a;b\n1;7\n2;8\n3;7\n");

        Http.Answer created = http.read(multipart(specFirst ? spec + file : file + spec));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.at("/name")).isEqualTo("h-user-in-k-ln");
        assertThat(created.at("/columns/1/type")).isEqualTo("categorical");
        assertThat(created.at("/columns/1/categories/0")).isEqualTo("7");
    }

    @Test
    void acceptsBytesThatAreNoTableAndSaysWhyTheyAreRejected() {
        Http.Answer created = http.dataset("", new byte[0]);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.at("/state")).isEqualTo("rejected");
        assertThat(created.at("/reasons/0/code")).isEqualTo("empty_file");
        String dataset = created.location();
        assertThat(http.get(dataset + "/rows").text()).isEqualTo("{\"data\":[]}");
        assertThat(http.get(dataset + "/rejects").json().at("/rows").asInt()).isZero();
        assertThat(http.get(dataset + "/profile").json().at("/columns")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"delimiter":"ab"}        | 422 | /delimiter
            {"quote":"x"}             | 422 | /quote
            {"delimiter":",","quote":","} | 422 | /quote
            {"name":"No Name"}        | 422 | /name
            {"kind":"tables"}         | 422 | /kind
            {"columns":[{}]}          | 422 | /columns/0
            {"columns":[{"index":-1}]} | 422 | /columns/0/index
            {"columns":[{"name":"a","type":"number"}]} | 422 | /columns/0/type
            {"delimeter":","}         | 400 | /delimeter
            {"header":"yes"}          | 422 | /header
            {"decimal":";"}           | 422 | /decimal
            {"tags":["No Tag"]}       | 422 | /tags
            {"kind":"images","matrix":{}} | 422 | ``
            nonsense                  | 400 | ``
            """)
    void refusesDescriptionsThatCannotBe(String spec, int status, String pointer) {
        Http.Answer refused = multipart(part("file\"; filename=\"a.csv", "a,b\n1,2\n") + part("spec", spec));
        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        if (!pointer.isEmpty()) {
            assertThat(refused.at("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        }
    }

    @Test
    void refusesBodiesThatAreNoUploads() {
        assertThat(multipart(part("data", "a,b\n")).at("/detail")).contains("'data'");
        assertThat(multipart(part("spec", "{}")).at("/detail")).contains("no part 'file'");
        assertThat(http.post(DATASETS, "no parts", "Content-Type", "multipart/form-data")
                        .status())
                .isEqualTo(400);
        assertThat(multipart(part("file", "a,b\n1,2\n").replace("--limit", "--other"))
                        .status())
                .isEqualTo(400);
        assertThat(http.upload(DATASETS + "?nmae=x", new byte[1]).at("/detail")).contains("did you mean 'name'?");
    }

    @Test
    void listsNewestFirstInPages() {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(i -> http.upload(DATASETS + "?name=paged", ("a\n" + i + "\n").getBytes(UTF_8))
                        .at("/id"))
                .toList();
        Http.Answer first = http.get(DATASETS + "?name=paged&limit=2");
        assertThat(StreamSupport.stream(first.json().at("/data").spliterator(), false)
                        .map(dataset -> dataset.at("/id").asString()))
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(first.json().at("/hasMore").asBoolean()).isTrue();
        Http.Answer second = http.get(DATASETS + "?name=paged&limit=2&after=" + first.at("/nextAfter"));
        assertThat(second.at("/data/0/id")).isEqualTo(ids.get(0));
        assertThat(second.json().at("/hasMore").asBoolean()).isFalse();
        assertThat(http.get(DATASETS + "?state=done").status()).isEqualTo(400);
    }

    @Test
    void findsByTags() {
        Http.Answer created = http.read(multipart(part("spec", "{\"name\":\"tagged\",\"tags\":[\"growth\",\"2026\"]}")
                + part("file\"; filename=\"a.csv", "a,b\n1,2\n3,4\n")));
        assertThat(created.at("/tags/1")).isEqualTo("2026");
        assertThat(http.get(DATASETS + "?tag=growth").at("/data/0/id")).isEqualTo(created.at("/id"));
        assertThat(http.get(DATASETS + "?tag=grow").json().at("/data")).isEmpty();

        Http.Answer patched = http.patch(DATASETS + "/" + created.at("/id"), Map.of("tags", List.of("old")));
        assertThat(patched.json().at("/revision").asInt()).isEqualTo(1);
        assertThat(http.get(DATASETS + "?tag=growth").json().at("/data")).isEmpty();
        assertThat(http.get(DATASETS + "?tag=old").at("/data/0/id")).isEqualTo(created.at("/id"));
    }

    @Test
    void sendsAnyPartOfTheBytes() {
        String content =
                http.upload(DATASETS, "a,b\n1,2\n3,4\n".getBytes(UTF_8)).location() + "/content";
        assertThat(http.get(content, "Range", "bytes=4-6").text()).isEqualTo("1,2");
        assertThat(http.get(content, "Range", "bytes=4-6").status()).isEqualTo(206);
        assertThat(http.get(content, "Range", "bytes=-4").text()).isEqualTo("3,4\n");
        assertThat(http.get(content, "Range", "bytes=90-").status()).isEqualTo(416);
        assertThat(http.get(content).text()).isEqualTo("a,b\n1,2\n3,4\n");
    }

    @Test
    void makesSamples() {
        assertThat(http.get(DATASETS + "/samples").json().at("/data")).hasSameSizeAs(Samples.all());
        Http.Answer made = http.sample("circle", Map.of("rows", 500, "seed", 7, "name", "ring"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/state")).isEqualTo("ready");
        assertThat(made.at("/name")).isEqualTo("ring");
        assertThat(made.json().at("/rows").asInt()).isEqualTo(500);
        assertThat(http.post(DATASETS + "/samples/digits", Map.of("rows", 1_000_000))
                        .at("/errors/0/suggestion/value"))
                .isEqualTo("100000");
        assertThat(http.post(DATASETS + "/samples/spirals", Map.of()).at("/detail"))
                .contains("did you mean 'spiral'?");
        assertThat(http.post(DATASETS + "/samples/xor", Map.of("rows", 0)).status())
                .isEqualTo(422);
    }

    private Http.Answer multipart(String parts) {
        return http.post(DATASETS, parts + "--limit--\r\n", "Content-Type", "multipart/form-data; boundary=limit");
    }

    private static String part(String name, String text) {
        return "--limit\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(name, text);
    }

    private static String admissions(int rows, int unknown) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "%d,%s,%d,%d".formatted(300 + i, i < unknown ? "n/a" : "3." + i, i % 4 + 1, i % 2))
                .collect(Collectors.joining("\n", "gre,gpa,rank,admit\n", "\n"));
    }
}
