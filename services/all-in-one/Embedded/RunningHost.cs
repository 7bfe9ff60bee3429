using System.Diagnostics;
using System.Text.Json;

namespace Territory.AllInOne.Embedded;

/// <summary>What <c>ready.json</c> says: a process that answers on an address.</summary>
public sealed record RunningHost(string Url, int Pid)
{
    internal static RunningHost? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningHost>(File.ReadAllText(file), JsonSerializerOptions.Web);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string file) =>
        PrivateFile.Write(file, JsonSerializer.Serialize(this, JsonSerializerOptions.Web) + "\n", PrivateFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    /// <summary>Its process lives and it answers as live.</summary>
    internal async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellation)
    {
        if (!IsAlive(Pid)) return false;
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(Url), "/health/live"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    internal static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
