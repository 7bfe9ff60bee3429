using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Hosting.Jobs;
using Territory.Hosting.Operation;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;

namespace Territory.Hosting;

/// <summary>A built process: the pipeline all share, then start, wait, stop.</summary>
public sealed partial class TerritoryApp
{
    private readonly TerritorySettings settings;
    private readonly IReadOnlyList<SchemaWork> schemas;
    private readonly bool jobs;
    private readonly IReadOnlyList<Action<IRecurringJobManager>> recurring;

    internal TerritoryApp(WebApplication web, TerritorySettings settings, IReadOnlyList<SchemaWork> schemas, bool jobs, IReadOnlyList<Action<IRecurringJobManager>> recurring)
    {
        (Web, this.settings, this.schemas, this.jobs, this.recurring) = (web, settings, schemas, jobs, recurring);
        web.UseProblemAnswers();
        web.UseAuthentication();
        web.UseRateLimiter();
        web.UseAuthorization();
        web.UseStrictQueries();
        web.MapHealth();
        web.MapTelemetry();
        web.MapOpenApi().RequireAuthorization(Roles.Reader);
    }

    public WebApplication Web { get; }

    /// <summary>Waits for the database, applies the tables, serves, and says when it is ready.</summary>
    /// <param name="ready">Runs once the process answers requests; gets its address.</param>
    public async Task RunAsync(Func<Uri, CancellationToken, Task>? ready = null)
    {
        var lifetime = Web.Lifetime;
        await WaitForDatabaseAsync(lifetime.ApplicationStopping);
        await SchemaWork.ApplyAllAsync(settings.Postgres, schemas, Web.Services, lifetime.ApplicationStopping);
        // Not before: mapping the dashboard already opens Hangfire's storage, which throws when the database is away.
        if (jobs) Web.MapJobs();
        foreach (var register in recurring) Register(register, lifetime.ApplicationStopping);
        await Web.StartAsync();
        if (ready is not null) await ready(Address(Web), lifetime.ApplicationStopping);
        await Web.WaitForShutdownAsync();
    }

    /// <summary>The address this process answers on, with a host one can call.</summary>
    internal static Uri Address(WebApplication web) => Callable(web.Services.GetRequiredService<IServer>());

    internal static Uri Callable(IServer server) => Callable(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>An address that listens everywhere is called on loopback.</summary>
    internal static Uri Callable(string address) => new(Everywhere().Replace(address, "//127.0.0.1"));

    [GeneratedRegex(@"//(\[::\]|0\.0\.0\.0|\+|\*)")]
    private static partial Regex Everywhere();

    private async Task WaitForDatabaseAsync(CancellationToken cancellation)
    {
        var logger = Web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Territory.Start");
        var host = new NpgsqlConnectionStringBuilder(settings.Postgres).Host;
        for (var told = false; ; told = true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.Postgres);
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName)
            {
                throw SettingException.Wrong("POSTGRES", $"one that PostgreSQL at {host} refuses ({refused.MessageText})", "Host=127.0.0.1;Username=territory;Password=…;Database=territory");
            }
            catch (NpgsqlException away)
            {
                if (!told) LogWaiting(logger, host, away.Message);
                await Task.Delay(500, cancellation);
            }
        }
    }

    /// <summary>Who was killed in the middle of the same has left its lock behind, which counts for half a minute (<see cref="JobsRegistration"/>).</summary>
    private void Register(Action<IRecurringJobManager> recurring, CancellationToken cancellation)
    {
        while (true)
            try
            {
                recurring(Web.Services.GetRequiredService<IRecurringJobManager>());
                return;
            }
            catch (PostgreSqlDistributedLockException held) when (!cancellation.IsCancellationRequested)
            {
                LogHeld(Web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Territory.Start"), held.Message);
            }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for a lock of the jobs that another process holds, or left when it was killed: {Reason}")]
    private static partial void LogHeld(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for PostgreSQL at {Host} (TERRITORY_POSTGRES): {Reason}")]
    private static partial void LogWaiting(ILogger logger, string? host, string reason);
}

/// <summary>Where the other services answer: their setting, or this very process in the all-in-one.</summary>
public sealed class ServiceAddresses(TerritorySettings settings, IServer server, IHostApplicationLifetime lifetime)
{
    /// <summary>Ends when this process answers requests: before that its own address is not known.</summary>
    public async Task WhenListeningAsync(CancellationToken cancellation)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(cancellation);
    }

    public Uri Intake => settings.IntakeUrl ?? TerritoryApp.Callable(server);
    public Uri Ledger => settings.LedgerUrl ?? TerritoryApp.Callable(server);
    public Uri Feed => settings.FeedUrl ?? TerritoryApp.Callable(server);
}
