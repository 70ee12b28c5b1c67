using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Figures;
using SipasSurvey.Figures.Pages.Start;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Hosting.Door;
using SipasSurvey.Pages;
using SipasSurvey.Staff;
using SipasSurvey.Storage;

if (Help.Print(args, FiguresHelp.Text))
{
    return 0;
}

try
{
    var builder = ProcessDefaults.NewBuilder(args).AddProcessDefaults("http://127.0.0.1:8083");
    builder.Services.AddSingleton(Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "contracts"))).AddSingleton(TimeProvider.System);
    builder.Services.AddDatabase(builder.Configuration, makesIt: false);
    if (builder.Configuration["AccessKeys"] is { Length: > 0 } keys)
    {
        builder.Configuration["DataProtectionKeys"] ??= Path.Combine(Path.GetDirectoryName(Path.GetFullPath(keys))!, "protection-keys");
    }

    builder.AddFigures().AddApiDescription().AddStaff().AddPages().AddOperations();
    builder.Services.AddSingleton(new RunningPart("Figures", "Trả lời truy vấn số liệu, xuất tệp, hiển thị các trang này", "Trong tiến trình này"));

    await using var app = builder.Build();
    app.CheckSettings();
    app.UseDoor();
    app.UseApiProblems();
    app.UsePages();
    app.UseLimits();
    app.UseStaffLimits();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapFigures();
    app.MapResponsesElsewhere();
    app.MapApiDescription();
    app.MapPageFrame();
    app.MapPages();
    app.MapOperations();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (ProcessDefaults.Explain(failure) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return ProcessDefaults.BadStart;
}
