package dev.trainyard.journey;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import tools.jackson.databind.JsonNode;

/** Draws the way of a pen into a part of a picture. */
final class Pen {

    private Pen() {}

    static void draw(JsonNode steps, Graphics2D graphics, int left, int width, int height) {
        Path2D way = new Path2D.Double();
        double x = 0;
        double y = 0;
        way.moveTo(0, 0);
        for (JsonNode step : steps) {
            x += step.path("dx").asDouble();
            y += step.path("dy").asDouble();
            if (step.path("pen").asString("").equals("up")) {
                way.moveTo(x, y);
            } else {
                way.lineTo(x, y);
            }
        }
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(left, 0, width, height);
        double size = Math.max(
                1e-6,
                Math.max(
                        way.getBounds2D().getWidth() / (width - 24),
                        way.getBounds2D().getHeight() / (height - 24)));
        graphics.translate(left + 12, 12);
        graphics.scale(1 / size, 1 / size);
        graphics.translate(-way.getBounds2D().getX(), -way.getBounds2D().getY());
        graphics.setColor(Color.DARK_GRAY);
        graphics.setStroke(new BasicStroke((float) (3 * size), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(way);
        graphics.dispose();
    }
}
