package dev.trainyard.trainer.onnx;

import dev.trainyard.definition.Shape;

/** What goes in or comes out, mostly floats: any number of examples of one shape. */
record Port(String name, Shape example, int type) {

    Port(String name, Shape example) {
        this(name, example, OnnxGraph.FLOAT);
    }

    Wire wire() {
        Wire rows = new Wire().text(2, "N");
        Wire shape = new Wire().message(1, rows);
        example.dimensions().forEach(size -> shape.message(1, new Wire().number(1, size)));
        Wire tensor = new Wire().number(1, type).message(2, shape);
        return new Wire().text(1, name).message(2, new Wire().message(1, tensor));
    }
}
