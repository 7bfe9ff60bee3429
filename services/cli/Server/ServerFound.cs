using System.CommandLine;
using System.Text.Json;
using Territory.Cli.Screen;

namespace Territory.Cli.Server;

/// <summary>Which server to speak to, and the key to send it.</summary>
internal sealed record ServerFound(Uri Address, string? Key)
{
    private sealed record Ready(string? Url, int Pid);

    public static ServerFound Of(ParseResult parsed, ServerOptions options, Surroundings surroundings)
    {
        var data = parsed.GetValue(options.Data) ?? Set(surroundings, "TERRITORY_DATA") ?? surroundings.DefaultData;
        var address = parsed.GetValue(options.Url) ?? FromVariable(surroundings) ?? Running(data);
        var key = parsed.GetValue(options.Key)
            ?? ReadKey(parsed.GetValue(options.KeyFile) ?? Set(surroundings, "TERRITORY_KEY_FILE"))
            ?? KeyOfThisMachine(data, address);
        return new(address, key);
    }

    private static string? Set(Surroundings surroundings, string name) => surroundings.Variable(name) is { Length: > 0 } value ? value : null;

    private static Uri? FromVariable(Surroundings surroundings)
    {
        if (Set(surroundings, "TERRITORY_URL") is not { } text) return null;
        return Server.Address.TryRead(text, out var address)
            ? address
            : throw new FailureException(ExitCode.Usage, "Wrong setting", $"TERRITORY_URL is '{text}', which is no address of a server; an example is http://127.0.0.1:5080.");
    }

    /// <summary>A server writes where it listens into its data folder when it is ready.</summary>
    private static Uri Running(string data)
    {
        var file = Path.Combine(data, "ready.json");
        var text = ReadFile(file) ?? throw new FailureException(ExitCode.Unreachable, "No server", $"No server runs on the data folder '{data}' (it has no ready.json). Start one with ./run, or name one with --url or --data.");
        try
        {
            if (JsonSerializer.Deserialize<Ready>(text, JsonSerializerOptions.Web)?.Url is { } url && Server.Address.TryRead(url, out var address)) return address;
        }
        catch (JsonException)
        {
            // Half written or not ours: the same advice as for an address that is none.
        }
        throw new FailureException(ExitCode.Unreachable, "No server", $"'{file}' does not say where the server listens ({{\"url\": …}} was expected). Start the server again with ./run, or name it with --url.");
    }

    private static string? ReadKey(string? file)
    {
        if (file is null) return null;
        var text = ReadFile(file) ?? throw new FailureException(ExitCode.NotFound, "No key file", $"The key file '{file}' does not exist. Check --key-file and TERRITORY_KEY_FILE.");
        return text.Trim() is { Length: > 0 } key ? key : throw new FailureException(ExitCode.NotAllowed, "Empty key file", $"The key file '{file}' is empty; it should hold the key and nothing else.");
    }

    /// <summary>The admin key of this machine is for a server on this machine; it is not sent to others unasked.</summary>
    private static string? KeyOfThisMachine(string data, Uri address)
    {
        if (!address.IsLoopback && !IsRunningHere(data, address)) return null;
        return ReadFile(Path.Combine(data, "key"))?.Trim();
    }

    private static bool IsRunningHere(string data, Uri address) => File.Exists(Path.Combine(data, "ready.json")) && Running(data) == address;

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not readable", $"'{path}' may not be read by this user. Run the command as the user who runs the server, or give a key of your own with --key-file and the address with --url.");
        }
    }
}
