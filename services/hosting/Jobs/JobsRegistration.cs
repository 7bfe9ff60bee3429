using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Territory.Hosting.Access;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Jobs;

/// <summary>The one <c>AddHangfire</c> of a process. Services that shared a schema would schedule and then disable each other's jobs: each process kind has its own.</summary>
internal static class JobsRegistration
{
    public static void AddJobs(this IServiceCollection services, TerritorySettings settings, string schema)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.Postgres) { MaxPoolSize = 15, ApplicationName = "territory-jobs" }.ConnectionString;
        // Of the container's own: the library's would be one for all hosts of a process, whichever started last.
        services.AddSingleton<JobStorage>(_ => Storage(connection, schema));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = Math.Max(2, Environment.ProcessorCount);
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
    }

    private static PostgreSqlStorage Storage(string connection, string schema)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = schema,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromSeconds(30),
            EnableLongPolling = true,
            // What a lost notification costs.
            QueuePollInterval = TimeSpan.FromSeconds(1),
            AllowDegradedModeWithoutStorage = false,
            // Ours are held for an instant; one that a killed process left would keep the next from starting for ten minutes.
            DistributedLockTimeout = TimeSpan.FromSeconds(30),
        };
        return new(new NpgsqlConnectionFactory(connection, options), options);
    }

    /// <summary>The dashboard at <c>/jobs</c>, for operators.</summary>
    public static void MapJobs(this WebApplication app) =>
        app.MapHangfireDashboard("/jobs", new DashboardOptions { Authorization = [], AsyncAuthorization = [], DashboardTitle = "Territory: jobs", DisplayStorageConnectionString = false, IsReadOnlyFunc = context => !context.GetHttpContext().User.May(Roles.Operator) })
            .RequireAuthorization(Roles.Operator);
}
