using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
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
        services.AddHangfire(hangfire => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(connection), new PostgreSqlStorageOptions
            {
                SchemaName = schema,
                UseSlidingInvisibilityTimeout = true,
                InvisibilityTimeout = TimeSpan.FromSeconds(30),
                EnableLongPolling = true,
                // What a lost notification costs.
                QueuePollInterval = TimeSpan.FromSeconds(1),
                AllowDegradedModeWithoutStorage = false,
            }));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = Math.Max(2, Environment.ProcessorCount);
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
    }

    /// <summary>The dashboard at <c>/jobs</c>, for operators.</summary>
    public static void MapJobs(this WebApplication app) =>
        app.MapHangfireDashboard("/jobs", new DashboardOptions { Authorization = [], AsyncAuthorization = [], DashboardTitle = "Territory: jobs", DisplayStorageConnectionString = false, IsReadOnlyFunc = context => !context.GetHttpContext().User.May(Roles.Operator) })
            .RequireAuthorization(Roles.Operator);
}
