package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the description of the API what records say of their fields: those marked {@code @Nullable} may be null, but for
 * {@link Shapes.NoNulls}, the others are there, and there are no more. Used by the build alone.
 */
public final class RecordSchemas implements ModelConverter {

    private final ObjectMapper mapper = Json.mapper();

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        JavaType java = mapper.constructType(type.getType());
        if (java.getRawClass().isRecord()) {
            Schema<?> model = model(schema, context);
            if (model != null && model.getProperties() != null) {
                complete(model, java);
            }
        }
        return schema;
    }

    private static @Nullable Schema<?> model(@Nullable Schema<?> schema, ModelConverterContext context) {
        String reference = schema == null ? null : schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    @SuppressWarnings("rawtypes") // As the model has it.
    private void complete(Schema<?> model, JavaType java) {
        BeanDescription description = mapper.getSerializationConfig().introspect(java);
        Map<String, Schema> properties = model.getProperties();
        for (BeanPropertyDefinition property : description.findProperties()) {
            AnnotatedField field = property.getField();
            Schema<?> shape = properties.get(property.getName());
            if (field == null || shape == null) {
                continue;
            }
            untype(shape);
            if (!mayBeAbsent(field) || isRequired(model, property.getName())) {
                model.addRequiredItem(property.getName());
            } else if (!isNeverNull(field)) {
                properties.put(property.getName(), nullable(shape));
            }
        }
        model.setAdditionalProperties(false);
    }

    private static boolean mayBeAbsent(AnnotatedField field) {
        return field.getAnnotated().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isNeverNull(AnnotatedField field) {
        return field.hasAnnotation(Shapes.NoNulls.class)
                || field.getDeclaringClass().isAnnotationPresent(Shapes.NoNulls.class);
    }

    /** Where its annotation says so: it is null only in a body that is then refused. */
    private static boolean isRequired(Schema<?> model, String property) {
        return model.getRequired() != null && model.getRequired().contains(property);
    }

    /** Beside a reference nothing else is read: such a field is absent rather than null. */
    private static Schema<?> nullable(Schema<?> shape) {
        return shape.get$ref() == null ? shape.nullable(true) : shape;
    }

    /** The generator takes what may be a text or a list for an object. */
    private static void untype(@Nullable Schema<?> shape) {
        if (shape != null && shape.getAnyOf() != null) {
            shape.setType(null);
        } else if (shape != null) {
            untype(shape.getItems());
        }
    }
}
