package dev.trainyard.dataset.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.reader.TestArchive;
import dev.trainyard.dataset.reader.TestPictures;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TrainyardTest
class PictureHttpTest {

    private static final String DATASETS = "/api/v1/datasets";

    private final Http http;

    @Autowired
    PictureHttpTest(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void readsAnArchiveAndShowsItsPictures() throws Exception {
        byte[] zip = new TestArchive()
                .with("cat/1.png", TestPictures.grey(6, 3, 10))
                .with("dog/1.png", TestPictures.grey(6, 3, 200))
                .with("dog/2.png", "no picture")
                .zip();

        Http.Answer created = http.dataset("name=pets", zip);

        assertThat(created.at("/state")).isEqualTo("ready");
        assertThat(created.at("/kind")).isEqualTo("images");
        assertThat(created.json().at("/pictures").toString()).isEqualTo("{\"height\":3,\"width\":6,\"channels\":1}");
        assertThat(created.json().at("/rejected/rows").asInt()).isEqualTo(1);
        BufferedImage second = picture(created.location() + "/images/1");
        assertThat(second.getWidth()).isEqualTo(6);
        assertThat(second.getRaster().getSample(5, 2, 0)).isEqualTo(200);
        assertThat(picture(created.location() + "/images/0?size=60").getHeight())
                .isEqualTo(30);
        assertThat(picture(created.location() + "/images/0?size=3").getWidth()).isEqualTo(3);
        assertThat(http.get(created.location() + "/images/2").at("/detail")).contains("rows 0 to 1");
        assertThat(http.get(created.location() + "/images/0?size=0").status()).isEqualTo(400);
    }

    @Test
    void readsTheSameBytesAgainAtAnotherSize() throws Exception {
        byte[] zip = new TestArchive()
                .with("a/1.png", TestPictures.grey(6, 3, 10))
                .with("b/1.png", TestPictures.grey(6, 3, 20))
                .zip();
        Http.Answer created = http.dataset("kind=images", zip);

        Http.Answer mended = http.read(http.patch(
                created.location(), Map.of("images", Map.of("height", 2, "width", 2, "colour", "rgb", "fit", "crop"))));

        assertThat(mended.json().at("/revision").asInt()).isEqualTo(2);
        assertThat(mended.json().at("/pictures").toString()).isEqualTo("{\"height\":2,\"width\":2,\"channels\":3}");
        assertThat(picture(created.location() + "/images/1").getRaster().getSample(1, 1, 2))
                .isEqualTo(20);
    }

    @Test
    void takesPicturesAndLabelsAsTwoFiles() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "train-images-idx3-ubyte", TestPictures.idx(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
        part(body, "train-labels-idx1-ubyte.gz", TestArchive.gzip(TestPictures.idx(new byte[] {7, 3}, 2)));
        body.writeBytes("--limit--\r\n".getBytes(StandardCharsets.US_ASCII));

        HttpResponse<String> created = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(http.base() + DATASETS))
                                .header("Content-Type", "multipart/form-data; boundary=limit")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(http.read(new Http.Answer(created.statusCode(), created.body(), location))
                        .at("/state"))
                .as(created.body())
                .isEqualTo("ready");
        assertThat(http.get(location + "/rows").at("/data/1/label")).isEqualTo("3");
        assertThat(picture(location + "/images/1").getRaster().getSample(0, 0, 0))
                .isEqualTo(5);
    }

    @Test
    void saysWhyAFileIsNoArchiveOfPictures() {
        assertThat(http.dataset("kind=images", TestPictures.grey(2, 2, 1)).at("/reasons/0/code"))
                .isEqualTo("single_picture");
        assertThat(http.dataset("", new TestArchive().with("a.txt", "x").zip()).at("/reasons/0/code"))
                .isEqualTo("no_pictures");
        Http.Answer table = http.dataset("", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(http.get(table.location() + "/images/0").status()).isEqualTo(404);
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] bytes) {
        body.writeBytes("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                .formatted(name)
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private BufferedImage picture(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(http.base() + path)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }
}
