using Territory.AllInOne;
using Territory.AllInOne.Embedded;

var request = RunOptions.Parse(args);
if (request is RunRequest.Wrong wrong) Console.Error.WriteLine($"{wrong.Refusal}\n\n{RunOptions.Usage}");
else if (request is RunRequest.Help) Console.WriteLine(RunOptions.Usage);
if (request is not RunRequest.Run { Options: var options }) return request is RunRequest.Help ? 0 : 2;

try
{
    var opened = await DataFolder.OpenAsync(options.Data, CancellationToken.None);
    if (opened is OpenedFolder.Taken { Host: var other })
    {
        Console.WriteLine($"Territory is already running: {other.Url}");
        return 0;
    }
    using var folder = ((OpenedFolder.Ours)opened).Folder;
    folder.KeyFile();
    await using var postgres = await EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions { Folder = folder.Postgres, MayInstall = !options.NoInstall }, Console.WriteLine, CancellationToken.None);
    var web = WebApplication.CreateSlimBuilder().Build();
    web.Urls.Add(options.Urls);
    web.MapGet("/health/live", () => "live");
    await web.StartAsync();
    folder.WriteReady(new Uri(web.Urls.First()));
    Console.WriteLine($"Territory is ready: {web.Urls.First()}");
    await web.WaitForShutdownAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}
