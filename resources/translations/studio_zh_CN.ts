<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="zh_CN">
 <context>
  <name>Commands</name>
  <message>
   <source>looking is what windows are for</source>
   <translation>查看正是窗口的用途</translation>
  </message>
  <message>
   <source>New project</source>
   <translation>新建项目</translation>
  </message>
  <message>
   <source>every command line begins anew</source>
   <translation>命令行每次都重新开始</translation>
  </message>
  <message>
   <source>Open…</source>
   <translation>打开…</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>a command line keeps nothing open</source>
   <translation>命令行不会保持打开任何内容</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>另存为…</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>导出…</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>退出</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>a command line changes no file</source>
   <translation>命令行不修改源文件</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <source>Find a command…</source>
   <translation>查找命令…</translation>
  </message>
  <message>
   <source>Neutral</source>
   <translation>中性表情</translation>
  </message>
  <message>
   <source>As photographed</source>
   <translation>照片原样</translation>
  </message>
  <message>
   <source>that is where every edit begins</source>
   <translation>每次编辑都从这里开始</translation>
  </message>
  <message>
   <source>Set keys</source>
   <translation>设置关键帧</translation>
  </message>
  <message>
   <source>Set keys with every change</source>
   <translation>每次更改都设置关键帧</translation>
  </message>
  <message>
   <source>Type what is said</source>
   <translation>输入台词</translation>
  </message>
  <message>
   <source>Speak from a recording…</source>
   <translation>用录音驱动…</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>录音</translation>
  </message>
  <message>
   <source>record with any program and give the file</source>
   <translation>可用任何程序录音后提供文件</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>播放</translation>
  </message>
  <message>
   <source>One frame back</source>
   <translation>后退一帧</translation>
  </message>
  <message>
   <source>One frame on</source>
   <translation>前进一帧</translation>
  </message>
  <message>
   <source>To the start</source>
   <translation>到开头</translation>
  </message>
  <message>
   <source>To the end</source>
   <translation>到结尾</translation>
  </message>
  <message>
   <source>Loop</source>
   <translation>循环</translation>
  </message>
  <message>
   <source>Begin the range here</source>
   <translation>范围从此开始</translation>
  </message>
  <message>
   <source>End the range here</source>
   <translation>范围到此结束</translation>
  </message>
  <message>
   <source>Set or remove a marker</source>
   <translation>设置或移除标记</translation>
  </message>
  <message>
   <source>To the key before</source>
   <translation>到上一个关键帧</translation>
  </message>
  <message>
   <source>To the next key</source>
   <translation>到下一个关键帧</translation>
  </message>
  <message>
   <source>Fit the picture</source>
   <translation>适合画面</translation>
  </message>
  <message>
   <source>One pixel for one pixel</source>
   <translation>一比一像素</translation>
  </message>
  <message>
   <source>Compare with the photograph</source>
   <translation>与照片对比</translation>
  </message>
  <message>
   <source>Mesh</source>
   <translation>网格</translation>
  </message>
  <message>
   <source>Light theme</source>
   <translation>浅色主题</translation>
  </message>
  <message>
   <source>The stage alone</source>
   <translation>仅显示舞台</translation>
  </message>
  <message>
   <source>All of the timeline</source>
   <translation>显示整个时间线</translation>
  </message>
  <message>
   <source>Open the demo</source>
   <translation>打开演示</translation>
  </message>
  <message>
   <source>About Galatea Studio</source>
   <translation>关于 Galatea Studio</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Video for the web (H.264, AAC)</source>
   <translation>网络视频（H.264、AAC）</translation>
  </message>
  <message>
   <source>Video for editing (ProRes 4444, alpha)</source>
   <translation>剪辑用视频（ProRes 4444、透明通道）</translation>
  </message>
  <message>
   <source>Video with alpha for the web (VP9)</source>
   <translation>带透明通道的网络视频（VP9）</translation>
  </message>
  <message>
   <source>Animated GIF</source>
   <translation>GIF 动画</translation>
  </message>
  <message>
   <source>Pictures (PNG), in a folder</source>
   <translation>图片序列（PNG，存入文件夹）</translation>
  </message>
  <message>
   <source>This frame (PNG)</source>
   <translation>当前帧（PNG）</translation>
  </message>
  <message>
   <source>Curves in OpenFace's columns (CSV)</source>
   <translation>曲线，OpenFace 列格式（CSV）</translation>
  </message>
  <message>
   <source>Curves (JSON)</source>
   <translation>曲线（JSON）</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>What</source>
   <translation>内容</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>There is a file of that name; it will be replaced.</source>
   <translation>已有同名文件，将被替换。</translation>
  </message>
 </context>
 <context>
  <name>GazePad</name>
  <message>
   <source>Gaze</source>
   <translation>视线</translation>
  </message>
  <message>
   <source>Drag to where the eyes look; double click looks ahead</source>
   <translation>拖到眼睛要看的方向；双击看前方</translation>
  </message>
 </context>
 <context>
  <name>Inspector</name>
  <message>
   <source>Brows</source>
   <translation>眉</translation>
  </message>
  <message>
   <source>Eyes</source>
   <translation>眼</translation>
  </message>
  <message>
   <source>Cheeks</source>
   <translation>脸颊</translation>
  </message>
  <message>
   <source>Nose</source>
   <translation>鼻</translation>
  </message>
  <message>
   <source>Mouth</source>
   <translation>嘴</translation>
  </message>
  <message>
   <source>Jaw</source>
   <translation>下颌</translation>
  </message>
  <message>
   <source>Tongue</source>
   <translation>舌</translation>
  </message>
  <message>
   <source>Search units</source>
   <translation>搜索单元</translation>
  </message>
  <message>
   <source>Moved</source>
   <translation>已动</translation>
  </message>
  <message>
   <source>Show only what is moved</source>
   <translation>只显示已动的单元</translation>
  </message>
  <message>
   <source>Head</source>
   <translation>头部</translation>
  </message>
  <message>
   <source>Yaw</source>
   <translation>偏航</translation>
  </message>
  <message>
   <source>Pitch</source>
   <translation>俯仰</translation>
  </message>
  <message>
   <source>Roll</source>
   <translation>侧倾</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>右移</translation>
  </message>
  <message>
   <source>Up</source>
   <translation>上移</translation>
  </message>
  <message>
   <source>Nearer</source>
   <translation>靠近</translation>
  </message>
  <message>
   <source>Beyond {0}{1} is more than what holds up</source>
   <translation>超过 {0}{1} 画面就难以保证</translation>
  </message>
  <message>
   <source>Gaze</source>
   <translation>视线</translation>
  </message>
  <message>
   <source>Neutralise</source>
   <translation>恢复中性</translation>
  </message>
  <message>
   <source>Expression left</source>
   <translation>保留的表情</translation>
  </message>
  <message>
   <source>How much of the photographed expression is left: 0 is neutral</source>
   <translation>照片中的表情保留多少：0 为中性</translation>
  </message>
  <message>
   <source>Expressions</source>
   <translation>表情</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>强度</translation>
  </message>
  <message>
   <source>Joy</source>
   <translation>喜悦</translation>
  </message>
  <message>
   <source>Sadness</source>
   <translation>悲伤</translation>
  </message>
  <message>
   <source>Surprise</source>
   <translation>惊讶</translation>
  </message>
  <message>
   <source>Fear</source>
   <translation>恐惧</translation>
  </message>
  <message>
   <source>Anger</source>
   <translation>愤怒</translation>
  </message>
  <message>
   <source>Disgust</source>
   <translation>厌恶</translation>
  </message>
  <message>
   <source>Contempt</source>
   <translation>轻蔑</translation>
  </message>
  <message>
   <source>Thought</source>
   <translation>思考</translation>
  </message>
 </context>
 <context>
  <name>KeyDiamond</name>
  <message>
   <source>Set or remove a key here</source>
   <translation>在此设置或移除关键帧</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>关键帧</translation>
  </message>
 </context>
 <context>
  <name>Launch</name>
  <message>
   <source>a project without a name</source>
   <translation>未命名的项目</translation>
  </message>
  <message>
   <source>The studio ended unexpectedly while {0} was open.</source>
   <translation>打开 {0} 时程序意外结束。</translation>
  </message>
  <message>
   <source>Go on with it</source>
   <translation>继续编辑</translation>
  </message>
  <message>
   <source>Throw it away</source>
   <translation>丢弃</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Drop a portrait or a video here</source>
   <translation>把肖像或视频拖到这里</translation>
  </message>
  <message>
   <source>History</source>
   <translation>历史记录</translation>
  </message>
  <message>
   <source>Face</source>
   <translation>面部</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>播放</translation>
  </message>
  <message>
   <source>To the start</source>
   <translation>到开头</translation>
  </message>
  <message>
   <source>One frame back</source>
   <translation>后退一帧</translation>
  </message>
  <message>
   <source>One frame on</source>
   <translation>前进一帧</translation>
  </message>
  <message>
   <source>To the end</source>
   <translation>到结尾</translation>
  </message>
  <message>
   <source>Set keys with every change</source>
   <translation>每次更改都设置关键帧</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>适合</translation>
  </message>
  <message>
   <source>Fit the picture to the stage</source>
   <translation>让画面适合舞台</translation>
  </message>
  <message>
   <source>One pixel for one pixel</source>
   <translation>一比一像素</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>对比</translation>
  </message>
  <message>
   <source>Compare with the photograph</source>
   <translation>与照片对比</translation>
  </message>
  <message>
   <source>Mesh</source>
   <translation>网格</translation>
  </message>
  <message>
   <source>Show the rig's mesh</source>
   <translation>显示绑定网格</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>编辑</translation>
  </message>
  <message>
   <source>Speech</source>
   <translation>语音</translation>
  </message>
  <message>
   <source>View</source>
   <translation>视图</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>帮助</translation>
  </message>
  <message>
   <source>Open again</source>
   <translation>最近打开</translation>
  </message>
  <message>
   <source>{0}   {1:.0f} ms a frame</source>
   <translation>{0}   每帧 {1:.0f} 毫秒</translation>
  </message>
  <message>
   <source>full</source>
   <translation>完整</translation>
  </message>
  <message>
   <source>draft</source>
   <translation>草稿</translation>
  </message>
  <message>
   <source>No face is seen.</source>
   <translation>未检测到人脸。</translation>
  </message>
  <message>
   <source>Strongest left: {0} {1:.1f} of 5</source>
   <translation>最强的剩余单元：{0} {1:.1f}（满分 5）</translation>
  </message>
  <message>
   <source>Same person: {0:.2f}</source>
   <translation>同一人：{0:.2f}</translation>
  </message>
  <message>
   <source>Outside the face: {0}</source>
   <translation>面部以外：{0}</translation>
  </message>
  <message>
   <source>{0} / {1}   {2} fps</source>
   <translation>{0} / {1}   {2} 帧/秒</translation>
  </message>
  <message>
   <source>   {0} dropped</source>
   <translation>   丢 {0} 帧</translation>
  </message>
  <message>
   <source>Untitled</source>
   <translation>未命名</translation>
  </message>
  <message>
   <source>What was recorded until then is kept.</source>
   <translation>在此之前的录音已保留。</translation>
  </message>
  <message>
   <source>Gaze</source>
   <translation>视线</translation>
  </message>
  <message>
   <source>Neutralise</source>
   <translation>恢复中性</translation>
  </message>
  <message>
   <source>Remove key</source>
   <translation>移除关键帧</translation>
  </message>
  <message>
   <source>Set key</source>
   <translation>设置关键帧</translation>
  </message>
  <message>
   <source>Set keys</source>
   <translation>设置关键帧</translation>
  </message>
  <message>
   <source>Move keys</source>
   <translation>移动关键帧</translation>
  </message>
  <message>
   <source>Remove keys</source>
   <translation>移除关键帧</translation>
  </message>
  <message>
   <source>Drag the {0}</source>
   <translation>拖动 {0}</translation>
  </message>
  <message>
   <source>Neutral</source>
   <translation>中性表情</translation>
  </message>
  <message>
   <source>As photographed</source>
   <translation>照片原样</translation>
  </message>
  <message>
   <source>All that can be opened ({0})</source>
   <translation>所有可打开的文件（{0}）</translation>
  </message>
  <message>
   <source>Pictures ({0})</source>
   <translation>图片（{0}）</translation>
  </message>
  <message>
   <source>Videos ({0})</source>
   <translation>视频（{0}）</translation>
  </message>
  <message>
   <source>Projects ({0})</source>
   <translation>项目（{0}）</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>打开</translation>
  </message>
  <message>
   <source>Open {0}</source>
   <translation>打开 {0}</translation>
  </message>
  <message>
   <source>Save the project</source>
   <translation>保存项目</translation>
  </message>
  <message>
   <source>The project has changes that are not saved.</source>
   <translation>项目有未保存的更改。</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Don't save</source>
   <translation>不保存</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Speak “{0}”</source>
   <translation>说“{0}”</translation>
  </message>
  <message>
   <source>Speaking</source>
   <translation>正在合成语音</translation>
  </message>
  <message>
   <source>Speak from a recording</source>
   <translation>用录音驱动</translation>
  </message>
  <message>
   <source>Sounds ({0})</source>
   <translation>声音（{0}）</translation>
  </message>
  <message>
   <source>Listening</source>
   <translation>正在聆听</translation>
  </message>
  <message>
   <source>Speak from {0}</source>
   <translation>用 {0} 驱动</translation>
  </message>
  <message>
   <source>the microphone</source>
   <translation>麦克风</translation>
  </message>
  <message>
   <source>Begin the range</source>
   <translation>范围起点</translation>
  </message>
  <message>
   <source>End the range</source>
   <translation>范围终点</translation>
  </message>
  <message>
   <source>Remove marker</source>
   <translation>移除标记</translation>
  </message>
  <message>
   <source>Set marker</source>
   <translation>设置标记</translation>
  </message>
  <message>
   <source>{0} × {1} pixels</source>
   <translation>{0} × {1} 像素</translation>
  </message>
  <message>
   <source>{0} frames at {1} fps</source>
   <translation>{0} 帧，{1} 帧/秒</translation>
  </message>
  <message>
   <source>{0} × {1} pixels, {2} frames, {3}</source>
   <translation>{0} × {1} 像素，{2} 帧，{3}</translation>
  </message>
  <message>
   <source>Exporting {0}</source>
   <translation>正在导出 {0}</translation>
  </message>
  <message>
   <source>{0} is written: {1} frames</source>
   <translation>{0} 已写入：{1} 帧</translation>
  </message>
  <message>
   <source>, checked</source>
   <translation>，已检查</translation>
  </message>
  <message>
   <source>The theme changes when the studio starts again.</source>
   <translation>主题将在下次启动时更改。</translation>
  </message>
  <message>
   <source>A portrait, moved by named facial action units, text or sound.

MIT licence. Models keep their own licences: galatea models list.</source>
   <translation>以命名的面部动作单元、文字或声音驱动肖像。

MIT 许可。各模型保留自己的许可：galatea models list。</translation>
  </message>
  <message>
   <source>Something went wrong that should not.</source>
   <translation>出现了不应有的错误。</translation>
  </message>
  <message>
   <source>Your work is safe. Copy the details and send them to the studio's makers.</source>
   <translation>您的工作是安全的。请复制详细信息并发给制作者。</translation>
  </message>
 </context>
 <context>
  <name>Palette</name>
  <message>
   <source>What do you want to do?</source>
   <translation>您想做什么？</translation>
  </message>
 </context>
 <context>
  <name>ProblemPanel</name>
  <message>
   <source>Copy details</source>
   <translation>复制详细信息</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
 </context>
 <context>
  <name>SpeechBar</name>
  <message>
   <source>Type what the portrait says, then press Enter.  [AU12=2]smiling[/] moves the face with it</source>
   <translation>输入肖像要说的话，按回车。  [AU12=2]smiling[/] 让面部随之动作</translation>
  </message>
  <message>
   <source>What the portrait says</source>
   <translation>肖像的台词</translation>
  </message>
  <message>
   <source>How fast it is said</source>
   <translation>语速</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>速度</translation>
  </message>
  <message>
   <source>Speak</source>
   <translation>说话</translation>
  </message>
  <message>
   <source>From a file…</source>
   <translation>从文件…</translation>
  </message>
  <message>
   <source>● Record</source>
   <translation>● 录音</translation>
  </message>
  <message>
   <source>■ Stop  {0}</source>
   <translation>■ 停止  {0}</translation>
  </message>
 </context>
 <context>
  <name>Stage</name>
  <message>
   <source>Stage</source>
   <translation>舞台</translation>
  </message>
 </context>
 <context>
  <name>TimelineView</name>
  <message>
   <source>Timeline</source>
   <translation>时间线</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>词</translation>
  </message>
  <message>
   <source>Phonemes</source>
   <translation>音素</translation>
  </message>
  <message>
   <source>Sound</source>
   <translation>声音</translation>
  </message>
 </context>
</TS>