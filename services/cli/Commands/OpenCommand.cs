using System.CommandLine;
using System.Net;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory open</c>: the console, signed in.</summary>
internal static class OpenCommand
{
    private sealed record Opened(string Url, bool SignedIn, bool Shown);

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var command = new Command("open", "Opens the console in a browser with a link that signs in once; prints the address where there is no browser.");
        Examples.AddTo(command, "territory open", "territory open --url http://127.0.0.1:5080 --key-file ~/territory.key");
        return command.Does(server, surroundings, async (_, session, cancellation) =>
        {
            var link = await LinkAsync(session, cancellation);
            var address = link ?? session.Server.Address;
            // A script that asked for JSON wants the address, not a window.
            var shown = !session.Output.IsJson && session.Surroundings.OpenBrowser(address);
            if (session.Output.IsJson) session.Output.Json(new Opened(address.AbsoluteUri, link is not null, shown));
            else session.Output.Line(address.AbsoluteUri);
            if (link is not null && !shown && !session.Output.IsJson) session.Output.Note("Open this address in a browser; it signs in once.");
            return ExitCode.Ok;
        });
    }

    /// <summary>Null when the key may not make links: the console then asks for a key itself.</summary>
    private static async Task<Uri?> LinkAsync(Session session, CancellationToken cancellation)
    {
        try
        {
            var link = await session.Client.CreateSignInLinkAsync(cancellation);
            return Uri.TryCreate(session.Server.Address, link.Url, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new InvalidDataException($"The server gave '{Plain.Line(link.Url)}' where a sign-in link was expected.");
        }
        catch (TerritoryException refused) when (refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            session.Output.Note($"No sign-in link: {Plain.Line(refused.Message)} The console will ask for a key.");
            return null;
        }
    }
}
