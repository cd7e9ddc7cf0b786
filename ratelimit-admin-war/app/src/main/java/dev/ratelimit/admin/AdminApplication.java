package dev.ratelimit.admin;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The endpoints. */
public final class AdminApplication extends ResourceConfig {

    /** Made by Jersey when the application starts, after {@link AdminListener}. */
    public AdminApplication(@Context ServletContext context) {
        Service service = AdminListener.service(context);
        AccessControl access = (AccessControl) context.getAttribute(Guard.ACCESS);
        register(new AccessResource(access));
        register(new SettingsResource(service, access));
        register(new NodesResource(service));
        register(new CheckResource(service));
        register(new JsonCheckResource(service));
        register(new BatchCheckResource(service));
        register(new UsersResource(service));
        register(new UserRecordsResource(service));
        register(new StatusResource(service));
        register(new MeResource(service));
        register(new RulesResource(service));
        register(new ValidateResource());
        register(new SimulateResource(service));
        register(new HistoryResource(service));
        register(new RollbackResource(service));
        register(new PlansResource(service));
        register(new ModeResource(service));
        register(new AllowListResource(service));
        register(new DenyListResource(service));
        register(new AnalyticsResource(service));
        register(new RuleSeriesResource(service));
        register(new DenialsResource(service));
        register(new MetricsResource((Exposition) context.getAttribute(AdminListener.EXPOSITION)));
        register(new ReportResource(service));
        register(new HealthResource(service));
        register(new OpenApiResource());
        register(Authorization.class);
        register(new Json());
        register(JacksonFeature.withoutExceptionMappers());
        register(new UnusableJson());
        register(new Problems.OfBody());
        register(new Problems.OfStore());
        register(new Problems.OfConflict());
        register(new Problems.OfStored());
        register(new Problems.OfAny());
        register(new PathParameters());
        register(new BodyLimit());
        register(new AcceptHeader());
        register(new AllowHeader());
        register(UnreadBodies.class);
        setProperties(Map.of(
                ServerProperties.WADL_FEATURE_DISABLE,
                true,
                // Nothing but what is registered here, whatever else lies on the class path.
                ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE,
                true,
                ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR,
                true));
    }
}
