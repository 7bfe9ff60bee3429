using System.Linq.Expressions;
using Hangfire;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Bus;
using Territory.Hosting.Bus.DeadLetters;
using Territory.Hosting.Jobs;
using Territory.Hosting.Operation;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;

namespace Territory.Hosting;

/// <summary>
/// A process in the making. Services add themselves and contribute consumers and tables; <see cref="Build"/> makes the
/// single registrations they share.
/// </summary>
public sealed class TerritoryBuilder
{
    private readonly string name;
    private readonly List<Action<IBusRegistrationConfigurator>> bus = [];
    private readonly List<SchemaWork> schemas = [Keys.Schema, DeadLetterRegister.Schema];
    private readonly List<Action<IRecurringJobManager>> recurring = [];

    /// <param name="name">Names the process in logs, telemetry and its Hangfire schema; <c>all-in-one</c> uses plain <c>hangfire</c>.</param>
    /// <param name="args">The command line.</param>
    /// <param name="given">Settings the process itself determines (the embedded default); they win over the environment.</param>
    public TerritoryBuilder(string name, string[] args, IReadOnlyDictionary<string, string?>? given = null)
    {
        this.name = name;
        // Without these two, static assets answer 200 with nothing in them when started from another folder.
        Web = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = null });
        Web.WebHost.UseStaticWebAssets();
        Web.Configuration.AddEnvironmentVariables("TERRITORY_").AddInMemoryCollection(given ?? new Dictionary<string, string?>());
        Settings = TerritorySettings.Read(Web.Configuration);
        if (Web.Configuration["URLS"] is { Length: > 0 } urls) Web.WebHost.UseUrls(urls);
        Web.WebHost.ConfigureKestrel(kestrel => { kestrel.AddServerHeader = false; kestrel.Limits.MaxRequestBodySize = 8 * 1024 * 1024; kestrel.Limits.MaxResponseBufferSize = 16 * 1024; });
        ConfigureLogging();
    }

    public WebApplicationBuilder Web { get; }
    public TerritorySettings Settings { get; }
    public IServiceCollection Services => Web.Services;

    /// <summary>Contributes consumers to the bus that the process receives by.</summary>
    public void Bus(Action<IBusRegistrationConfigurator> contribute) => bus.Add(contribute);

    /// <summary>Contributes tables, applied before the process serves anything.</summary>
    public void Schema(SchemaWork work) => schemas.Add(work);

    /// <summary>Contributes a recurring job. Times of the expression are UTC.</summary>
    /// <param name="id">Its name in the dashboard.</param>
    /// <param name="cron">When, as a cron expression.</param>
    /// <param name="call">What is called; the job's class comes from the container.</param>
    public void Recurring<TJob>(string id, string cron, Expression<Func<TJob, Task>> call) => recurring.Add(jobs => jobs.AddOrUpdate(id, call, cron, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc }));

    /// <summary>A recurring job of versions before, under a name that is used no more.</summary>
    public void NotRecurring(string id) => recurring.Add(jobs => jobs.RemoveIfExists(id));

    public TerritoryApp Build(bool jobs = true)
    {
        Services.AddSingleton(Settings);
        Services.TryAddSingleton(TimeProvider.System);
        Services.Configure<HostOptions>(host => { host.ServicesStartConcurrently = host.ServicesStopConcurrently = true; host.ShutdownTimeout = TimeSpan.FromSeconds(10); });
        Services.Configure<JsonOptions>(json => ContractJson.Apply(json.SerializerOptions));
        Services.AddSingleton<ServiceAddresses>().AddHttpClient();
        Services.AddProblemDetails();
        Services.AddApiDocument();
        Services.AddAccess(Settings);
        Services.AddRates();
        Services.AddHealth();
        Services.AddTelemetry(name);
        Services.AddBus(Settings, bus);
        if (jobs) Services.AddJobs(Settings, name == "all-in-one" ? "hangfire" : "hangfire_" + name);
        return new TerritoryApp(Web.Build(), Settings, schemas, jobs, recurring);
    }

    private void ConfigureLogging()
    {
        Web.Logging.ClearProviders().AddSimpleConsole(console => { console.SingleLine = true; console.TimestampFormat = "HH:mm:ss'Z' "; console.UseUtcTimestamp = true; });
        // Libraries speak when something is wrong; that keys lie unencrypted in a folder of their own is a choice.
        Web.Logging.AddFilter((category, level) => category switch
        {
            // Anybody can knock with a wrong key as often as he likes; the metrics count it.
            not null when category.StartsWith("Territory.Hosting.Access", StringComparison.Ordinal) => level >= LogLevel.Warning,
            not null when category.StartsWith("Territory", StringComparison.Ordinal) => level >= LogLevel.Information,
            not null when category.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) => level >= LogLevel.Error,
            _ => level >= LogLevel.Warning,
        });
    }
}
