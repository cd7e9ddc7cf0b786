package dev.ratelimit.jaxrs;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.Version;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.util.Set;

final class UndertowJaxrsServer implements JaxrsServer {

    private final PathHandler sites = Handlers.path();
    private final Undertow server =
            Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(sites).build();

    UndertowJaxrsServer() {
        server.start();
    }

    @Override
    public String version() {
        return Version.getVersionString();
    }

    @Override
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public Site deploy(Setup setup) throws Exception {
        ServletContainerInitializer initializer = (types, context) -> setup.accept(context);
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(getClass().getClassLoader())
                .setContextPath(CONTEXT)
                .setDeploymentName(CONTEXT)
                // As other containers do; by default it waits for the first request.
                .setEagerFilterInit(true)
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        try {
            sites.addPrefixPath(CONTEXT, manager.start());
        } catch (Exception e) {
            manager.undeploy();
            throw e;
        }
        return () -> {
            if (manager.getDeployment() != null) {
                sites.removePrefixPath(CONTEXT);
                manager.stop();
                manager.undeploy();
            }
        };
    }

    @Override
    public void close() {
        server.stop();
    }
}
