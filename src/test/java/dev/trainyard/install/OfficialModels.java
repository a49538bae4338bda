package dev.trainyard.install;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks objects against the models that the Kubernetes project generates from its OpenAPI document: no unknown field, none
 * missing (as the models themselves check), and each value of the field's type.
 */
final class OfficialModels {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final Map<String, String> PREFIX = Map.of(
            "v1",
            "V1",
            "apps/v1",
            "V1",
            "batch/v1",
            "V1",
            "policy/v1",
            "V1",
            "networking.k8s.io/v1",
            "V1",
            "autoscaling/v2",
            "V2");

    private final List<String> faults = new ArrayList<>();

    private OfficialModels() {}

    static boolean know(JsonObject object) {
        return PREFIX.containsKey(object.get("apiVersion").getAsString());
    }

    /** What is wrong with an object; empty when nothing is. */
    static List<String> faults(JsonObject object) {
        return faults(object, PREFIX.get(object.get("apiVersion").getAsString()) + Manifests.kind(object));
    }

    /** The same for a part, such as a {@code V1JobSpec}. */
    static List<String> faults(JsonElement value, String model) {
        OfficialModels check = new OfficialModels();
        try {
            Class<?> type = Class.forName(MODELS + model);
            check.askModel(type, value);
            check.look(model, type, value);
        } catch (ClassNotFoundException e) {
            check.faults.add("there is no " + model);
        }
        return List.copyOf(check.faults);
    }

    private void askModel(Class<?> type, JsonElement value) {
        try {
            Method validate = type.getMethod("validateJsonElement", JsonElement.class);
            validate.invoke(null, value);
        } catch (InvocationTargetException e) {
            faults.add(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("these are not the models that the tests know", e);
        }
    }

    private void look(String path, Type type, JsonElement value) {
        if (type instanceof ParameterizedType generic) {
            lookInside(path, generic, value);
        } else if (type instanceof Class<?> model && model.getName().startsWith(MODELS)) {
            lookAtFields(path, model, value);
        } else if (!fits(type, value)) {
            faults.add("%s is %s, and not of %s".formatted(path, value, type.getTypeName()));
        }
    }

    private void lookInside(String path, ParameterizedType generic, JsonElement value) {
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class && value.isJsonArray()) {
            value.getAsJsonArray().forEach(item -> look(path + "[]", arguments[0], item));
        } else if (generic.getRawType() == Map.class && value.isJsonObject()) {
            value.getAsJsonObject().asMap().forEach((key, item) -> look(path + "." + key, arguments[1], item));
        } else {
            faults.add("%s is %s, and not a %s".formatted(path, value, generic.getTypeName()));
        }
    }

    private void lookAtFields(String path, Class<?> model, JsonElement value) {
        if (!value.isJsonObject()) {
            faults.add("%s is %s, and not an object".formatted(path, value));
            return;
        }
        value.getAsJsonObject().asMap().forEach((name, item) -> {
            Field field = field(model, name);
            if (field == null) {
                faults.add("%s has no field %s".formatted(path, name));
            } else {
                look(path + "." + name, field.getGenericType(), item);
            }
        });
    }

    private static @Nullable Field field(Class<?> model, String name) {
        for (Field field : model.getDeclaredFields()) {
            SerializedName serialized = field.getAnnotation(SerializedName.class);
            if (serialized != null && serialized.value().equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static boolean fits(Type type, JsonElement value) {
        if (!value.isJsonPrimitive()) {
            return type == Object.class;
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> value.getAsJsonPrimitive().isString();
            case "Boolean" -> value.getAsJsonPrimitive().isBoolean();
            case "Integer", "Long" ->
                value.getAsJsonPrimitive().isNumber() && value.getAsString().matches("-?[0-9]+");
            case "Quantity" -> value.getAsString().matches("[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
            case "IntOrString" -> !value.getAsJsonPrimitive().isBoolean();
            default -> true;
        };
    }
}
