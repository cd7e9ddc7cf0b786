package dev.ratelimit.filter;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.Version;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;

/** Undertow reads no {@code web.xml} and looks for no annotations; {@link UndertowWar} does, as WildFly would. */
final class UndertowHarness implements Harness {

    private final ServletContainer container = ServletContainer.Factory.newInstance();
    private final PathHandler sites = Handlers.path();
    private final Undertow server = Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(16)
            .setHandler(sites)
            .build();

    UndertowHarness() {
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
        DeploymentInfo info = new DeploymentInfo()
                .setClassLoader(UndertowHarness.class.getClassLoader())
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
        return start(info, () -> {});
    }

    @Override
    public Site deploy(Path directory) throws Exception {
        URLClassLoader loader = new WarClassLoader(directory, UndertowHarness.class.getClassLoader());
        return start(new UndertowWar(directory, loader).read(), loader);
    }

    private Site start(DeploymentInfo info, AutoCloseable loader) throws Exception {
        // Not the default, which is to initialise a filter at the first request.
        info.setEagerFilterInit(true);
        info.setDeploymentName(CONTEXT).setContextPath(CONTEXT).addErrorPage(new ErrorPage("/oops", 500));
        Site site = new UndertowSite(this, info, loader);
        try {
            DeploymentManager manager = container.addDeployment(info);
            manager.deploy();
            sites.addPrefixPath(CONTEXT, manager.start());
        } catch (Exception e) {
            site.undeploy();
            throw e;
        }
        return site;
    }

    @Override
    public void close() {
        server.stop();
    }

    private record UndertowSite(UndertowHarness harness, DeploymentInfo info, AutoCloseable loader) implements Site {
        @Override
        public ClassLoader classLoader() {
            return info.getClassLoader();
        }

        @Override
        public void undeploy() throws Exception {
            harness.sites.removePrefixPath(CONTEXT);
            DeploymentManager manager = harness.container.getDeployment(CONTEXT);
            manager.stop();
            manager.undeploy();
            harness.container.removeDeployment(info);
            loader.close();
        }
    }
}
