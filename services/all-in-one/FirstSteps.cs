using Territory.AllInOne.Embedded;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.Theatres;

namespace Territory.AllInOne;

/// <summary>What happens once the process answers: the address is told, the demonstration played once.</summary>
internal sealed class FirstSteps(TerritoryApp app, RunOptions options, DataFolder folder, Database database)
{
    public async Task RunAsync(Uri address, CancellationToken stopping)
    {
        folder.WriteReady(address);
        var url = address.ToString().TrimEnd('/');
        var command = CommandLauncher.Write(folder.Path, Environment.GetEnvironmentVariable("TERRITORY_CLI"));
        Console.WriteLine($"{database.Description}, data in {folder.Path}");
        Console.WriteLine($"Admin key:    {folder.KeyFile()}");
        if (command is not null) Console.WriteLine($"Command line: {command} --help");
        Console.WriteLine($"Sign in once: {url}{SessionsApi.Path(app.Web.Services.GetRequiredService<SignInLinks>(), FirstPage())}");
        Console.WriteLine($"Started in {StartClock.Elapsed(TimeProvider.System).TotalSeconds:0.0} s");
        Console.WriteLine($"Territory is ready: {url}");
        _ = WatchDatabaseAsync(stopping);
        if (!options.Empty) await new Demonstration(app.Web.Services, address, folder).PlayAsync(stopping);
    }

    /// <summary>The map: with the demonstration, as of the evening on which it ends.</summary>
    private string FirstPage() => options.Empty || app.Web.Services.GetRequiredService<TheatreRegister>().All is not [{ Demonstration: [.., var last] }] ? "/" : "/?at=" + last.PublishedAt;

    /// <summary>Without its database the process has nothing to say: it ends and tells why.</summary>
    private async Task WatchDatabaseAsync(CancellationToken stopping)
    {
        try
        {
            var lastWords = await database.EndedAsync(stopping);
            if (stopping.IsCancellationRequested) return;
            await Console.Error.WriteLineAsync($"PostgreSQL ended; Territory stops. It said last:\n{lastWords}");
            app.Web.Lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // Stopped by somebody else first.
        }
    }
}
