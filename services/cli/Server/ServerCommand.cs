using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Client;

namespace Territory.Cli.Server;

/// <summary>What a command has at hand when it runs.</summary>
internal sealed record Session(TerritoryClient Client, ServerFound Server, Output Output, Surroundings Surroundings)
{
    /// <summary>The theatre's own zone: its local days are what people speak of.</summary>
    public async Task<Times> TimesAsync(string? theatre, CancellationToken cancellation)
    {
        var theatres = await Client.TheatresAsync(cancellation);
        var zones = theatres.Items.Where(t => theatre is null || t.Id == theatre).Select(t => t.Zone).Distinct().ToArray();
        return new Times(zones is [var only] && TimeZoneInfo.TryFindSystemTimeZoneById(only, out var zone) ? zone : TimeZoneInfo.Utc);
    }
}

internal static class ServerCommand
{
    /// <summary>Gives a command its body, which is told where the server is and where its answer goes.</summary>
    public static Command Does(this Command command, ServerOptions options, Surroundings surroundings, Func<ParseResult, Session, CancellationToken, Task<ExitCode>> body, Action<Interruption>? interrupted = null)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            var server = ServerFound.Of(parsed, options, surroundings);
            using var client = TerritoryClient.Connect(server.Address, server.Key, new TerritoryClientOptions { Theatre = parsed.GetValue(options.Theatre), Interrupted = interrupted, Clock = surroundings.Clock });
            return (int)await body(parsed, new Session(client, server, new Output(surroundings, parsed.GetValue(options.Json)), surroundings), cancellation);
        });
        return command;
    }
}
